import { Anchor, Button, Group, Paper, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { OperationDialog } from '../../ui/operation-dialog.tsx'
import { vndText } from '../model/vnd-text.ts'
import { changeKinds, methods } from './words.ts'

interface Change {
  id: string
  kind: keyof typeof changeKinds
  reason: string
  asked: Record<string, unknown>
  askedAt: Date
  askedByName: string
  state?: 'asked' | 'done' | 'refused'
  decidedByName?: string
  answer?: string
  receiptId?: string | null
  receipt?: string
  dossierCode?: string
}

const states = { asked: 'Chờ duyệt', done: 'Đã duyệt', refused: 'Không duyệt' } as const

/** What is asked, in words. */
function askedWords({ kind, asked }: Change): string {
  if (kind === 'refund')
    return `${vndText(Number(asked.amountVnd))}, ${methods[asked.method as keyof typeof methods]?.toLowerCase() ?? ''}`
  if (kind === 'notice') return String(asked.text ?? '')
  const { name, address } = asked.payer as { name: string; address: string }
  return `${name}${address ? `, ${address}` : ''}: ${(asked.lineNames as string[]).join('; ')}`
}

/** A change that was asked for, with its decision or the buttons to decide it. */
export function ChangeLine({ change, mayDecide }: { change: Change; mayDecide: boolean }) {
  const [deciding, setDeciding] = useState<'agree' | 'refuse' | null>(null)
  const state = change.state ?? 'asked'
  const about = change.receipt || change.dossierCode
  return (
    <Paper withBorder p="sm">
      <Text fw={600}>
        {changeKinds[change.kind]}
        {about && change.receiptId ? (
          <>
            {': '}
            <Anchor component={Link} inherit to={`/bien-lai/${change.receiptId}`}>
              {about}
            </Anchor>
          </>
        ) : null}
      </Text>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {askedWords(change)}
      </Text>
      <Text size="sm">
        {change.askedByName} đề nghị {formatShortMoment(change.askedAt)}. Lý do: {change.reason}
      </Text>
      {state === 'asked' ? null : (
        <Text size="sm">
          {states[state]}, {change.decidedByName}
          {change.answer ? `: ${change.answer}` : ''}
        </Text>
      )}
      {state === 'asked' && mayDecide ? (
        <Group mt="xs" gap="sm">
          <Button size="compact-sm" onClick={() => setDeciding('agree')}>
            Duyệt
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => setDeciding('refuse')}>
            Không duyệt
          </Button>
        </Group>
      ) : null}
      {state === 'asked' && !mayDecide ? <Text size="sm">Chờ người khác duyệt.</Text> : null}
      {deciding ? (
        <OperationDialog
          title={deciding === 'agree' ? `Duyệt: ${changeKinds[change.kind]}` : 'Không duyệt đề nghị'}
          intro={askedWords(change)}
          submitLabel={deciding === 'agree' ? 'Duyệt' : 'Không duyệt'}
          path={`/receipt-changes/${change.id}/decision`}
          fields={['answer']}
          toInput={(form) => ({ agreed: deciding === 'agree', answer: String(form.get('answer') ?? '') })}
          onDone={() => setDeciding(null)}
          onClose={() => setDeciding(null)}
        >
          {(errorAt) => (
            <Textarea
              name="answer"
              label={deciding === 'agree' ? 'Ghi chú (nếu cần)' : 'Lý do không duyệt'}
              error={errorAt('answer')}
              maxLength={1000}
              autosize
              data-autofocus
            />
          )}
        </OperationDialog>
      ) : null}
    </Paper>
  )
}
