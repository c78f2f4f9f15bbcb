import { List, Stack, Text } from '@mantine/core'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { Notice } from '../../ui/notice.tsx'
import { Tag } from '../../ui/tag.tsx'
import type { DossierView } from '../queries/dossier-view.ts'
import { Section } from './dossier-sections.tsx'

/** What the due time asks for now: an apology to complete, a decision to take, or a date to keep in mind. */
export function ApologyNotice({ dossier }: { dossier: DossierView }) {
  const { apology, urgency } = dossier
  const open = apology.extensions.find(({ state }) => state === 'draft' || state === 'proposed')
  if (open?.state === 'proposed' && open.proposedDueAt) {
    return (
      <Notice tone="warning" title="Đang chờ lãnh đạo quyết định hẹn lại ngày trả">
        <Text size="sm">
          {open.proposedByName} đề nghị hẹn lại {formatShortMoment(open.proposedDueAt)}. Nguyên nhân:{' '}
          {open.publicReason}. {open.reason}
        </Text>
      </Notice>
    )
  }
  if (open) {
    const title =
      urgency === 'late' ? 'Hồ sơ đã quá hẹn: cần xin lỗi công dân' : 'Hồ sơ khó kịp hẹn: cần xin lỗi trước'
    return (
      <Notice tone="warning" title={title}>
        <Text size="sm">
          Phần mềm đã soạn sẵn văn bản xin lỗi
          {open.proposedDueAt ? `, đề nghị hẹn lại ${formatShortMoment(open.proposedDueAt)}` : ''}. Hãy chọn
          “Xin lỗi, hẹn lại ngày trả”, ghi lý do rồi trình lãnh đạo.
        </Text>
      </Notice>
    )
  }
  if (urgency !== 'due_soon' || !apology.sendBy) return null
  return (
    <Notice tone="warning" title="Sắp đến hạn">
      <Text size="sm">
        Nếu không kịp, văn bản xin lỗi và hẹn lại phải gửi công dân trước {formatShortMoment(apology.sendBy)}.
      </Text>
    </Notice>
  )
}

const states = {
  draft: 'Bản soạn sẵn',
  proposed: 'Chờ quyết định',
  granted: 'Đã hẹn lại',
  refused: 'Không đồng ý',
  dropped: 'Không dùng đến',
} as const

/** How the due time moved and why, the apologies, and to whom lateness is charged. Nothing where there is none. */
export function DueHistory({ dossier }: { dossier: DossierView }) {
  const { dueChanges, extensions, lateness } = dossier.apology
  if (dueChanges.length + extensions.length + lateness.length === 0) return null
  return (
    <Section title="Ngày hẹn trả và trách nhiệm">
      <Stack gap="sm">
        {dueChanges.length > 0 ? (
          <List size="sm">
            {dueChanges.map((change) => (
              <List.Item key={change.sequence}>
                Đổi từ {formatShortMoment(change.before)} sang {formatShortMoment(change.after)} vì{' '}
                {change.publicReason}. {change.reason} ({change.by}, {formatShortMoment(change.at)})
              </List.Item>
            ))}
          </List>
        ) : null}
        {extensions.map((extension) => (
          <div key={extension.sequence}>
            <Text size="sm" fw={600} component="div">
              Xin lỗi, hẹn lại: {states[extension.state]}{' '}
              {extension.beyondLimit ? <Tag tone="warning">Quá số lần quy định</Tag> : null}
            </Text>
            <Text size="sm">
              {extension.proposedDueAt ? `Hẹn lại ${formatShortMoment(extension.proposedDueAt)}. ` : ''}
              {[extension.publicReason, extension.reason].filter(Boolean).join('. ')}
            </Text>
            {extension.decidedAt ? (
              <Text size="sm">
                {extension.decidedByName}, {formatShortMoment(extension.decidedAt)}. {extension.decisionNote}
              </Text>
            ) : null}
          </div>
        ))}
        {lateness.length > 0 ? (
          <div>
            <Text size="sm" fw={600}>
              Thời gian quá hạn tính cho từng bước
            </Text>
            <List size="sm">
              {lateness.map((share) => (
                <List.Item key={share.id}>
                  {share.stepName} ({share.roleName}
                  {whoseWords(share)}): {minutesText(share.minutes)} làm việc, từ{' '}
                  {formatShortMoment(share.since)}
                </List.Item>
              ))}
            </List>
          </div>
        ) : null}
      </Stack>
    </Section>
  )
}

/** Of a step, who had it; a partner agency is named already. */
function whoseWords({ staffName, isPartner }: DossierView['apology']['lateness'][number]): string {
  if (staffName) return `, ${staffName}`
  return isPartner ? '' : ', chưa có người nhận'
}

function minutesText(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [hours > 0 ? `${hours} giờ` : '', rest > 0 || hours === 0 ? `${rest} phút` : '']
    .filter(Boolean)
    .join(' ')
}
