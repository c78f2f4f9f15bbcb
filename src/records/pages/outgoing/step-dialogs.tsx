import { Checkbox, NativeSelect, Textarea } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { CommandDialog } from '../../../ui/command-dialog.tsx'
import { useAnswer } from '../../../ui/use-answer.ts'
import { type OutgoingAction, outgoingActions, outgoingStates } from '../../model/outgoing/life.ts'
import { IssuedPicker } from './issued-picker.tsx'
import type { StepDialogProps } from './outgoing-steps.tsx'

/** The word of the page's form for each step, and what will happen. */
const sentences: Readonly<Partial<Record<OutgoingAction, { work: string; intro: string }>>> = {
  submit: {
    work: 'trinh',
    intro: 'Dự thảo được chuyển đến người duyệt tiếp theo; sau đó chỉ người ấy sửa được.',
  },
  passReview: {
    work: 'duyet-noi-dung',
    intro: 'Anh, chị chịu trách nhiệm về nội dung; dự thảo chuyển văn thư kiểm tra thể thức.',
  },
  passForm: { work: 'the-thuc', intro: 'Dự thảo đúng thể thức được chuyển đến người ký.' },
  approve: {
    work: 'duyet-ky',
    intro: 'Văn bản được lấy số và ghi ngày hôm nay. Số đã lấy không dùng lại được.',
  },
  issue: {
    work: 'phat-hanh',
    intro: 'Văn bản đã ký và đóng dấu được phát hành; văn bản đến mà nó trả lời được ghi nhận.',
  },
  sendBack: {
    work: 'tra-lai',
    intro: 'Người nhận thấy ý kiến này. Số đã cấp (nếu có) bị hủy và giữ lại lý do.',
  },
  cancel: { work: 'huy', intro: 'Văn bản không ban hành nữa. Số đã cấp (nếu có) giữ lại cùng lý do.' },
  comment: { work: 'gop-y', intro: 'Góp ý được giữ cùng bản dự thảo hiện nay.' },
}

/** One step as a form; `extra` is what the command takes beside the document. */
function useStep({ document, onClose }: StepDialogProps) {
  const { send, busy, problem, errorAt } = useAnswer<unknown>(onClose)
  const run = (work: string, extra: object) => {
    const form = new FormData()
    form.set('viec', work)
    form.set('input', JSON.stringify({ id: document.id, ...extra }))
    send(form)
  }
  return { run, busy, problem, errorAt }
}

interface FrameProps extends StepDialogProps {
  step: ReturnType<typeof useStep>
  shownFields?: string[]
  onSubmit(): void
  children?: ReactNode
}

function Frame({ action, step, shownFields = [], onSubmit, onClose, children }: FrameProps) {
  return (
    <CommandDialog
      title={outgoingActions[action]}
      intro={sentences[action]?.intro}
      submitLabel={outgoingActions[action]}
      busy={step.busy}
      problem={step.problem}
      shownFields={shownFields}
      danger={action === 'cancel' || action === 'recall'}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      {children}
    </CommandDialog>
  )
}

/** A step forward, with words if one likes; past the form check also what is let pass. */
export function WordsDialog(props: StepDialogProps) {
  const step = useStep(props)
  const [words, setWords] = useState('')
  const [accept, setAccept] = useState(false)
  const { action, document } = props
  const hasFaults = action === 'passForm' && document.faults.some(({ breaks }) => breaks)
  const { revision } = document
  const input =
    action === 'passForm'
      ? { revision, words, acceptFaults: accept }
      : action === 'issue'
        ? { revision }
        : { revision, words }
  return (
    <Frame {...props} step={step} onSubmit={() => step.run(sentences[action]?.work ?? '', input)}>
      {hasFaults ? (
        <Checkbox
          label="Vẫn cho qua dù còn chỗ chưa đúng thể thức (ghi rõ lý do ở dưới)"
          checked={accept}
          onChange={({ currentTarget }) => setAccept(currentTarget.checked)}
        />
      ) : null}
      {action === 'issue' ? null : (
        <Textarea
          label="Ý kiến"
          description="Có thể để trống"
          value={words}
          onChange={({ currentTarget }) => setWords(currentTarget.value)}
          minRows={2}
          autosize
          maxLength={2000}
          error={step.errorAt('words')}
        />
      )}
    </Frame>
  )
}

/** What must not be done without saying why. */
export function ReasonDialog(props: StepDialogProps) {
  const step = useStep(props)
  const [words, setWords] = useState('')
  const [to, setTo] = useState(props.document.back[0] ?? 'draft')
  const { action, document } = props
  const { revision } = document
  const input = {
    sendBack: { revision, words, to },
    cancel: { revision, reason: words },
    comment: { words },
  }[action as 'sendBack']
  const field = action === 'cancel' ? 'reason' : 'words'
  return (
    <Frame
      {...props}
      step={step}
      shownFields={[field, 'to']}
      onSubmit={() => step.run(sentences[action]?.work ?? '', input)}
    >
      {action === 'sendBack' && document.back.length > 1 ? (
        <NativeSelect
          label="Trả về bước"
          value={to}
          data={document.back.map((state) => ({ value: state, label: outgoingStates[state] }))}
          onChange={({ currentTarget }) => setTo(currentTarget.value as typeof to)}
        />
      ) : null}
      <Textarea
        label={action === 'comment' ? 'Góp ý' : 'Lý do'}
        value={words}
        onChange={({ currentTarget }) => setWords(currentTarget.value)}
        minRows={3}
        autosize
        maxLength={2000}
        error={step.errorAt(field)}
        data-autofocus
        required
      />
    </Frame>
  )
}

/** Recall, replacement and correction, the last two by another document that is issued already. */
export function WithdrawDialog(props: StepDialogProps) {
  const step = useStep(props)
  const [reason, setReason] = useState('')
  const [byId, setById] = useState<string | null>(null)
  const { action, document } = props
  const onSubmit = () =>
    step.run('sau-phat-hanh', { revision: document.revision, kind: action, byId, reason })
  return (
    <Frame {...props} step={step} shownFields={['reason', 'byId']} onSubmit={onSubmit}>
      {action === 'recall' ? null : (
        <IssuedPicker
          label={action === 'replace' ? 'Văn bản thay thế' : 'Công văn đính chính'}
          typeCode={action === 'replace' ? document.content.typeCode : 'cong-van'}
          exceptId={document.id}
          value={byId}
          error={step.errorAt('byId')}
          onChange={setById}
        />
      )}
      <Textarea
        label="Lý do"
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        minRows={3}
        autosize
        error={step.errorAt('reason')}
        required
      />
    </Frame>
  )
}
