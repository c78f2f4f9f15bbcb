import { Radio, Stack, Textarea, TextInput } from '@mantine/core'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { InternalDialog, textIn } from '../../records/pages/internal/internal-dialog.tsx'
import { ReasonBox } from './reason-box.tsx'
import type { WorkFileDialogProps } from './work-file-actions.tsx'
import { refOf } from './work-file-dialogs.tsx'

export function HoldDialog({ file, onClose }: WorkFileDialogProps) {
  return (
    <InternalDialog
      title="Xin giữ lại hồ sơ"
      intro={
        file.dueOn && file.latestHold
          ? `Hạn nộp lưu ${formatDate(file.dueOn)}; giữ lại chậm nhất đến ${formatDate(file.latestHold)}, khi lãnh đạo đồng ý bằng văn bản.`
          : 'Hồ sơ này không thuộc diện phải nộp lưu.'
      }
      submitLabel="Gửi đề nghị"
      work="xin-giu-lai"
      fields={['until', 'reason']}
      input={(form) => ({ ...refOf(file), until: textIn(form, 'until'), reason: textIn(form, 'reason') })}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <TextInput type="date" name="until" label="Giữ lại đến ngày" error={errorAt('until')} required />
          <ReasonBox error={errorAt('reason')} />
        </>
      )}
    </InternalDialog>
  )
}

export function DecideHoldDialog({ file, onClose }: WorkFileDialogProps) {
  return (
    <InternalDialog
      title="Cho ý kiến giữ lại hồ sơ"
      intro={file.hold ? `Xin giữ lại đến ${formatDate(file.hold.until)}: ${file.hold.reason}` : ''}
      submitLabel="Ghi ý kiến"
      work="cho-y-kien"
      fields={['words']}
      input={(form) => ({
        ...refOf(file),
        agree: textIn(form, 'agree') === 'yes',
        words: textIn(form, 'words'),
      })}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <Radio.Group name="agree" label="Ý kiến" defaultValue="yes" required>
            <Stack gap="xs" mt="xs">
              <Radio value="yes" label="Đồng ý cho giữ lại" />
              <Radio value="no" label="Không đồng ý, phải nộp lưu" />
            </Stack>
          </Radio.Group>
          <Textarea
            name="words"
            label="Nội dung"
            description="Phải ghi lý do khi không đồng ý"
            error={errorAt('words')}
            autosize
            minRows={2}
            maxLength={1000}
          />
        </>
      )}
    </InternalDialog>
  )
}
