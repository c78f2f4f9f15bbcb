import { formatDate } from '../../../calendar/model/clock-time.ts'
import type { OfficialDocument, Section } from '../../../platform/official-document.ts'
import { roleName, roles } from '../../model.ts'
import { gapSentences } from '../roster.ts'
import { type DeskNames, decisionArticle, decisionEnd, decisionOpening } from './regulation.ts'
import type { DeskPaperSource, RosterEntry } from './source.ts'

/** Quyết định phân công cán bộ, công chức làm việc tại bộ phận một cửa, with its list; a draft while gaps are open. */
export function composeRosterDecision(source: DeskPaperSource, names: DeskNames): OfficialDocument {
  const subject = `Phân công cán bộ, công chức làm việc tại ${names.unit}`
  return {
    title: subject,
    draft: source.gaps.length > 0 ? 'BẢN DỰ THẢO – CHƯA TRÌNH KÝ' : null,
    agency: names.agency,
    symbol: 'QĐ-UBND',
    place: source.office.placeName,
    sections: [...gapsSection(source), decision(source, { names, subject }), list(source, names)],
  }
}

/** What is still open, before everything else, so that nobody signs it by mistake. */
function gapsSection({ gaps, day }: DeskPaperSource): Section[] {
  if (gaps.length === 0) return []
  return [
    {
      landscape: false,
      blocks: [
        {
          kind: 'title',
          name: 'CHỖ CÒN TRỐNG',
          subject: `Danh sách lĩnh vực chưa có người phụ trách tính đến ngày ${formatDate(day)}`,
          note: '(Bản dự thảo: phân công đủ các lĩnh vực dưới đây rồi in lại để trình ký)',
        },
        ...gapSentences(gaps).map((text, index) => ({
          kind: 'article' as const,
          label: `${index + 1}.`,
          subject: null,
          paragraphs: [text],
        })),
      ],
    },
  ]
}

function decision(source: DeskPaperSource, facts: { names: DeskNames; subject: string }): Section {
  const { names } = facts
  const people = new Set(source.entries.map((entry) => entry.staffId)).size
  return {
    landscape: false,
    blocks: [
      ...decisionOpening(source, facts),
      decisionArticle(
        1,
        `Phân công ${String(people).padStart(2, '0')} cán bộ, công chức làm việc tại ${names.unit} và giải quyết hồ sơ thủ tục hành chính theo danh sách kèm theo Quyết định này.`,
      ),
      decisionArticle(
        2,
        'Cán bộ, công chức có tên tại Điều 1 thực hiện nhiệm vụ theo Quy chế tổ chức và hoạt động của đơn vị, trong thời gian và lĩnh vực ghi tại danh sách. Khi vắng mặt, nhiệm vụ được giao cho người thay thế đúng trong thời gian vắng mặt.',
      ),
      decisionArticle(
        3,
        `Quyết định này có hiệu lực kể từ ngày ký. Công chức Văn phòng Hội đồng nhân dân và Ủy ban nhân dân, ${names.rules.head}, các phòng, ban chuyên môn và cán bộ, công chức có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.`,
      ),
      decisionEnd(source, names),
    ],
  }
}

function list(source: DeskPaperSource, names: DeskNames): Section {
  return {
    landscape: true,
    blocks: [
      {
        kind: 'title',
        name: 'DANH SÁCH',
        subject: `Cán bộ, công chức làm việc tại ${names.unit}`,
        note: `(Kèm theo Quyết định số          /QĐ-UBND ngày      tháng      năm          của ${names.chairperson})`,
      },
      {
        kind: 'table',
        columns: [
          { header: 'TT', share: 2, centred: true },
          { header: 'Họ và tên', share: 8, centred: false },
          { header: 'Chức vụ', share: 9, centred: false },
          { header: 'Nhiệm vụ, lĩnh vực', share: 16, centred: false },
          { header: 'Quầy', share: 9, centred: false },
          { header: 'Người thay thế', share: 8, centred: false },
          { header: 'Từ ngày – đến ngày', share: 7, centred: true },
        ],
        rows: rosterRows(source.entries).map((row, index) => [String(index + 1), ...row]),
      },
    ],
  }
}

/** One row per person, task, desk, substitute and time: fields that share them stand together. */
export function rosterRows(entries: readonly RosterEntry[]): string[][] {
  const groups = new Map<string, RosterEntry[]>()
  const order = Object.keys(roles)
  const rank = (entry: RosterEntry) => (entry.role === 'leader' ? -1 : order.indexOf(entry.role))
  for (const entry of entries.toSorted((a, b) => rank(a) - rank(b))) {
    const { staffId, role, deskName, substituteName, startsOn, endsOn } = entry
    const key = JSON.stringify([staffId, role, deskName, substituteName, startsOn, endsOn])
    groups.set(key, [...(groups.get(key) ?? []), entry])
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const fields = group.flatMap((entry) => entry.fieldName ?? [])
    const all = group.some((entry) => entry.fieldName === null)
    const until = first.endsOn === null ? '' : ` –\n${formatDate(first.endsOn)}`
    return [
      [
        first.fullName,
        first.postTitle,
        `${roleName(first.role)}: ${all ? 'mọi lĩnh vực' : fields.join('; ')}`,
        first.deskName ?? '',
        first.substituteName ?? '',
        `${formatDate(first.startsOn)}${until}`,
      ],
    ]
  })
}
