import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { WriteDeps } from '../platform/deps.ts'
import { type AuditEntry, type Command, defineCommand, type Tx } from '../platform/operations.ts'
import { systemActor } from '../platform/system-actor.ts'
import { write } from '../platform/write.ts'
import { demoIncomingId } from '../records/examples.ts'
import { demoInternalId, demoOutgoingId } from '../records/model/outgoing/demo-outgoing.ts'
import { type DemoUsername, demoOfficeId, demoStaffId } from '../staff/examples.ts'
import { closeWorkFile } from '../workfiles/commands/close-work-file.ts'
import {
  carryOutDestruction,
  decideDestruction,
  proposeDestruction,
} from '../workfiles/commands/destruction.ts'
import { fileDocuments } from '../workfiles/commands/file-documents.ts'
import { offerHandOver, receiveHandOver } from '../workfiles/commands/hand-over.ts'
import { askToHold } from '../workfiles/commands/hold-back.ts'
import { addEntry, addHeading } from '../workfiles/commands/list-lines.ts'
import { openWorkFile } from '../workfiles/commands/open-work-file.ts'
import { approveList, startList } from '../workfiles/commands/yearly-list.ts'
import { type DemoWorkFile, demoWorkFile } from '../workfiles/examples.ts'
import { memberOf } from './outgoing.ts'

type Deed = readonly [DemoUsername, unknown, object]

/** The Danh mục of this year and the next two, and work files in every state, in one transaction. */
export async function loadDemoWorkFiles(services: WriteDeps): Promise<void> {
  const load = defineCommand({
    name: 'demo.loadWorkFiles',
    title: 'Tạo hồ sơ công việc mẫu',
    audience: [],
    input: z.strictObject({}),
    output: z.object({ deeds: z.number() }),
    async run(tx) {
      const deeds = [...issuedList, ...laterLists, ...filesOfDemo, ...handOvers, ...destructions]
      const audit: AuditEntry[] = []
      for (const deed of deeds) audit.push(...(await perform(tx, deed)))
      const [first, ...others] = audit
      if (!first) throw new Error('the demonstration is loaded once')
      return { output: { deeds: deeds.length }, audit: [first, ...others] }
    },
  })
  await write(services, { actor: systemActor(demoOfficeId), requestId: randomUUID() }, load, {})
}

async function perform(tx: Tx, [username, each, given]: Deed): Promise<AuditEntry[]> {
  const command = each as Command
  const { audit } = await command.run(tx, memberOf(username), command.input.parse(given))
  return audit.map((entry) => ({ ...entry, action: entry.action ?? command.name }))
}

const { year, draftYear, readyYear, headingId, entryId } = demoWorkFile

/** Big headings, one with a small one below it; then what stands under each. */
const headings: readonly { title: string; abbreviation: string; small?: string }[] = [
  { title: 'Tổng hợp, văn thư, lưu trữ', abbreviation: 'VP' },
  { title: 'Tổ chức, cán bộ', abbreviation: 'TCCB', small: 'Tuyển dụng, bố trí công chức' },
  { title: 'Kinh tế, đất đai', abbreviation: 'KT' },
  { title: 'Văn hóa, xã hội', abbreviation: 'VHXH' },
]
const entries: readonly [heading: number, title: string, retention: string, keeper: DemoUsername][] = [
  [0, 'Hồ sơ về chương trình, báo cáo công tác năm', '20', 'chuyenmon'],
  [0, 'Hồ sơ về kiểm soát thủ tục hành chính, cải cách hành chính', '20', 'chuyenmon'],
  [0, 'Tập lưu quyết định của Ủy ban nhân dân xã', 'permanent', 'vanthu'],
  [0, 'Hồ sơ về công tác văn thư, lưu trữ', '10', 'vanthu'],
  [4, 'Hồ sơ về tuyển dụng, tiếp nhận công chức', '70', 'chuyenmon'],
  [1, 'Hồ sơ về đánh giá, xếp loại công chức', '10', 'chuyenmon'],
  [2, 'Hồ sơ về kế hoạch sử dụng đất hằng năm', 'permanent', 'diachinh'],
  [2, 'Hồ sơ công trình sửa chữa đường giao thông thôn', '20', 'diachinh'],
  [3, 'Hồ sơ về chính sách trợ giúp xã hội', '20', 'xahoi'],
]

const issuedList: readonly Deed[] = [
  ['vanthu', startList, { year }],
  ...headings.flatMap(({ title, abbreviation }, index): Deed[] => [
    ['vanthu', addHeading, { year, id: headingId(index), title, abbreviation }],
  ]),
  ['vanthu', addHeading, { year, id: headingId(4), parentId: headingId(1), title: headings[1]?.small }],
  ...entries.map(([heading, title, retentionCode, keeper], index): Deed => {
    const keeperId = demoStaffId(keeper)
    return [
      'vanthu',
      addEntry,
      { year, id: entryId(index), headingId: headingId(heading), title, retentionCode, keeperId },
    ]
  }),
  [
    'chutich',
    approveList,
    {
      year,
      revision: 1 + headings.length + 1 + entries.length,
      validFrom: `${year}-01-01`,
      decision: 'Quyết định ban hành Danh mục hồ sơ năm 2026',
    },
  ],
  [
    'vanthu',
    addEntry,
    {
      year,
      id: entryId(entries.length),
      headingId: headingId(3),
      title: 'Hồ sơ về phòng, chống dịch bệnh',
      retentionCode: '10',
      keeperId: demoStaffId('xahoi'),
      reason: 'Nhiệm vụ phát sinh trong năm theo chỉ đạo của cấp trên.',
    },
  ],
]

const laterLists: readonly Deed[] = [
  ['vanthu', startList, { year: draftYear }],
  [
    'vanthu',
    addHeading,
    { year: draftYear, id: demoWorkFile.draftHeadingId, title: 'Tổ chức, cán bộ', abbreviation: 'TCCB' },
  ],
  [
    'vanthu',
    addEntry,
    {
      year: draftYear,
      id: demoWorkFile.draftEntryId,
      headingId: demoWorkFile.draftHeadingId,
      title: 'Hồ sơ về tuyển dụng công chức',
      retentionCode: '50',
    },
  ],
  ['vanthu', startList, { year: readyYear }],
  ['vanthu', addHeading, { year: readyYear, id: headingId(8), title: 'Tổng hợp', abbreviation: 'VP' }],
  [
    'vanthu',
    addEntry,
    { year: readyYear, headingId: headingId(8), title: 'Hồ sơ về báo cáo công tác năm', retentionCode: '20' },
  ],
]

interface Story {
  title: string
  entry?: number
  year?: number
  started: string
  ended?: string
  retention?: string
  documents?: readonly (readonly [kind: string, documentId: string, linkId?: string])[]
}

const issued = ['outgoing', demoOutgoingId('send')] as const
const meeting = ['meeting', demoInternalId('meeting')] as const
const submission = ['submission', demoInternalId('submission')] as const
const march = { started: `${year}-03-02`, documents: [meeting] }
const older = (started: string, ended: string, retention: string, title: string): Story => ({
  title,
  year: Number(started.slice(0, 4)),
  started,
  ended,
  retention,
  documents: [meeting],
})

const stories: Record<DemoWorkFile, Story> = {
  file: {
    entry: 1,
    title: '',
    started: `${year}-01-15`,
    documents: [issued, ['incoming', demoIncomingId('decideOutcome')], submission, meeting],
  },
  change: { title: 'Hồ sơ về việc lập danh bạ cơ quan', started: `${year}-03-02`, retention: '5' },
  unfile: {
    ...march,
    title: 'Hồ sơ về việc tổ chức họp giao ban',
    retention: '5',
    documents: [
      ['meeting', demoInternalId('meeting'), demoWorkFile.linkId(0)],
      ['outgoing', demoOutgoingId('send'), demoWorkFile.linkId(1)],
    ],
  },
  close: { ...march, title: 'Hồ sơ về việc mua sắm máy quét bộ phận một cửa', retention: '10' },
  reopen: {
    ...march,
    ended: `${year}-03-10`,
    title: 'Hồ sơ về việc tập huấn dịch vụ công trực tuyến',
    retention: '5',
  },
  freeze: { title: 'Hồ sơ về việc phục vụ đoàn thanh tra', started: `${year}-03-02`, retention: '20' },
  askToHold: {
    ...march,
    ended: `${year}-03-10`,
    title: 'Hồ sơ về việc xây dựng quy chế làm việc',
    retention: '20',
  },
  decideHold: {
    ...march,
    ended: `${year}-03-11`,
    title: 'Hồ sơ về việc triển khai chữ ký số',
    retention: '20',
  },
  offer: older('2025-01-06', '2025-12-20', '10', 'Hồ sơ về việc sắp xếp trụ sở làm việc'),
  offered: older('2025-02-03', '2025-11-28', '20', 'Hồ sơ về việc tổ chức ngày hội chuyển đổi số'),
  returned: older('2025-03-03', '2025-10-31', '10', 'Hồ sơ về việc kiểm kê tài sản năm 2025'),
  received: older('2024-03-04', '2024-12-27', 'permanent', 'Hồ sơ về việc đặt tên đường liên thôn'),
  expired: older('2020-02-03', '2020-12-25', '2', 'Hồ sơ về việc cấp văn phòng phẩm năm 2020'),
  proposed: older('2019-02-11', '2019-12-27', '2', 'Hồ sơ về việc cấp văn phòng phẩm năm 2019'),
  approved: older('2018-02-12', '2018-12-28', '2', 'Hồ sơ về việc cấp văn phòng phẩm năm 2018'),
  destroyed: older('2017-02-13', '2017-12-29', '2', 'Hồ sơ về việc cấp văn phòng phẩm năm 2017'),
  recalled: {
    title: 'Hồ sơ về việc cử công chức liên hệ công tác',
    started: `${year}-03-02`,
    retention: '5',
    documents: [['outgoing', demoOutgoingId('recalled')], submission],
  },
  late: older('2023-02-06', '2024-01-31', '10', 'Hồ sơ về việc rà soát hộ nghèo năm 2023'),
}

const filesOfDemo: readonly Deed[] = (Object.entries(stories) as [DemoWorkFile, Story][]).flatMap(
  ([which, story], index): Deed[] => {
    const { entry, title, started, ended, retention, documents = [] } = story
    const id = demoWorkFile.id(which)
    const source = entry === undefined ? { symbol: `${index + 20}.VP`, title } : { entryId: entryId(entry) }
    const details = { year: story.year ?? year, startedOn: started, retentionCode: retention ?? null }
    const linked = documents.map(([kind, documentId, linkId]) => ({ kind, documentId, id: linkId }))
    return [
      ['chuyenmon', openWorkFile, { id, ...source, ...details }],
      ...(linked.length > 0
        ? ([['chuyenmon', fileDocuments, { workFileId: id, documents: linked }]] as Deed[])
        : []),
      ...(ended ? ([['chuyenmon', closeWorkFile, { id, revision: 2, endedOn: ended }]] as Deed[]) : []),
    ]
  },
)

const handOvers: readonly Deed[] = [
  [
    'chuyenmon',
    askToHold,
    {
      ...demoWorkFile.ref('decideHold'),
      revision: 3,
      until: `${year + 2}-01-31`,
      reason: 'Còn dùng để theo dõi việc cấp chữ ký số các năm sau.',
    },
  ],
  ...(['offered', 'returned', 'received'] as const).map((which, index): Deed => {
    const title = `Hồ sơ công việc năm ${stories[which].year}`
    return [
      'chuyenmon',
      offerHandOver,
      { id: demoWorkFile.handoverId(index), title, workFileIds: [demoWorkFile.id(which)] },
    ]
  }),
  ['vanthu', receiveHandOver, { id: demoWorkFile.handoverId(2), condition: 'Đủ, nguyên vẹn, đúng mục lục.' }],
]

const destructions: readonly Deed[] = [
  ...(['proposed', 'approved', 'destroyed'] as const).flatMap((which, index): Deed[] => {
    const id = demoWorkFile.destructionId(index)
    const reason = 'Hết thời hạn bảo quản, không còn giá trị sử dụng.'
    const decision = 'Quyết định về việc tiêu hủy tài liệu hết giá trị'
    return [
      ['vanthu', proposeDestruction, { id, workFileIds: [demoWorkFile.id(which)], reason }],
      ...(which === 'proposed'
        ? []
        : ([['chutich', decideDestruction, { id, approve: true, decision }]] as Deed[])),
    ]
  }),
  [
    'vanthu',
    carryOutDestruction,
    {
      id: demoWorkFile.destructionId(2),
      method: 'Hủy giấy bằng máy, xóa dữ liệu',
      witnesses: 'Công chức Văn phòng, công chức Tài chính',
    },
  ],
]
