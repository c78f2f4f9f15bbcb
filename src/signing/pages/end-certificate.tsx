import { NativeSelect, Textarea } from '@mantine/core'
import { CommandDialog } from '../../ui/command-dialog.tsx'
import { useWork } from '../../ui/use-work.ts'
import { certificateEnds } from '../model/certificate-ends.ts'
import type { RegisteredCertificate } from '../queries/certificates.ts'

/** Ghi chứng thư không còn dùng, with the reason. */
export function EndDialog({ certificate, onClose }: { certificate: RegisteredCertificate; onClose(): void }) {
  const { run, busy, problem, errorAt } = useWork('khong-dung', onClose)
  return (
    <CommandDialog
      title="Chứng thư không dùng nữa"
      intro={`Từ nay phần mềm không nhận chữ ký bằng chứng thư này của ${certificate.holder}. Văn bản đã ký trước đó giữ nguyên.`}
      submitLabel="Ghi không dùng nữa"
      busy={busy}
      problem={problem}
      shownFields={['as', 'reason']}
      danger
      onSubmit={(form) => run({ id: certificate.id, as: form.get('as'), reason: String(form.get('reason')) })}
      onClose={onClose}
    >
      <NativeSelect
        name="as"
        label="Vì sao"
        error={errorAt('as')}
        data={Object.entries(certificateEnds).map(([value, label]) => ({ value, label }))}
      />
      <Textarea
        name="reason"
        label="Lý do, số văn bản"
        error={errorAt('reason')}
        autosize
        minRows={2}
        required
      />
    </CommandDialog>
  )
}
