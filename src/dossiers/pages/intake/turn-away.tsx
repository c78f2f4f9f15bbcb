import { Button, Checkbox, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { IntakeFields } from './form-state.ts'
import { RefusalNote } from './refusal-note.tsx'
import { commonInput } from './sent-fields.ts'
import type { TurnedAway } from './turned-away-panel.tsx'
import { useSending } from './use-sending.ts'

type Kind = 'supplement' | 'refusal'

interface Props {
  fields: IntakeFields
  onDone(turnedAway: TurnedAway): void
  onOpen(open: boolean): void
}

const titles = {
  supplement: 'Lập phiếu yêu cầu bổ sung',
  refusal: 'Từ chối tiếp nhận',
}

/** What to do when a dossier cannot be received: ask for papers, or refuse with the reason. */
export function TurnAway({ fields, onDone, onOpen }: Props) {
  const [kind, setKind] = useState<Kind | null>(null)
  const choose = (chosen: Kind | null) => {
    setKind(chosen)
    onOpen(chosen !== null)
  }
  return (
    <>
      <Group>
        <Button variant="default" onClick={() => choose('supplement')}>
          {titles.supplement}
        </Button>
        <Button variant="default" onClick={() => choose('refusal')}>
          {titles.refusal}
        </Button>
      </Group>
      <Modal.Root opened={kind !== null} onClose={() => choose(null)} size="lg" lockScroll={false}>
        <Modal.Overlay />
        <Modal.Content>
          <Modal.Body>
            <Modal.Title fw={700} my="sm">
              {kind ? titles[kind] : ''}
            </Modal.Title>
            {kind ? (
              <TurnAwayForm kind={kind} fields={fields} onDone={onDone} onClose={() => choose(null)} />
            ) : null}
          </Modal.Body>
        </Modal.Content>
      </Modal.Root>
    </>
  )
}

interface FormProps extends Pick<Props, 'fields' | 'onDone'> {
  kind: Kind
  onClose(): void
}

function TurnAwayForm({ kind, fields, onDone, onClose }: FormProps) {
  const [items, setItems] = useState(() => missingPapers(fields).join('\n'))
  const [reason, setReason] = useState('')
  const sending = useSending<TurnedAway>('/turned-away')
  const { done, problem } = sending
  useEffect(() => {
    if (done) onDone(done)
  }, [done, onDone])
  const [askAgain, setAskAgain] = useState(false)
  const isHeld = problem?.fields.items?.startsWith('Đã có') ?? false
  const send = () =>
    sending.send({
      askAgain,
      ...commonInput(fields),
      kind,
      items: kind === 'supplement' ? linesOf(items) : [],
      reason,
    })
  return (
    <Stack>
      <Text size="sm">Phiếu ghi tên người nộp và thủ tục đã nhập trên trang; hồ sơ chưa được cấp mã.</Text>
      {kind === 'supplement' ? (
        <Textarea
          label="Giấy tờ cần bổ sung (mỗi dòng một giấy tờ)"
          rows={5}
          data-autofocus
          value={items}
          error={problem?.fields.items}
          onChange={({ currentTarget }) => setItems(currentTarget.value)}
        />
      ) : null}
      {isHeld || askAgain ? (
        <Checkbox
          label="Vẫn yêu cầu giấy tờ đã có"
          checked={askAgain}
          onChange={({ currentTarget }) => setAskAgain(currentTarget.checked)}
        />
      ) : null}
      <Textarea
        label="Lý do"
        rows={3}
        data-autofocus={kind === 'refusal' ? true : undefined}
        value={reason}
        error={problem?.fields.reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      {problem ? <RefusalNote problem={problem} fieldsInSight={false} /> : null}
      <Group>
        <Button onClick={send} loading={sending.busy}>
          {kind === 'supplement' ? 'Lập phiếu' : 'Lập phiếu từ chối'}
        </Button>
        <Button variant="default" onClick={onClose}>
          Đóng
        </Button>
      </Group>
    </Stack>
  )
}

function missingPapers(fields: IntakeFields): string[] {
  return fields.papers.filter((paper) => paper.required && !paper.provided).map((paper) => paper.name)
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
}
