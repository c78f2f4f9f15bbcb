import { Button, Fieldset, Group, NumberInput, Stack, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { type UploadedFile, UploadField } from '../../ui/upload-field.tsx'
import { ActionDialog, type DialogProps, linesOf, textOf } from './action-dialog.tsx'
import { AskAgain } from './ask-again.tsx'

export function RequestSupplementDialog(props: DialogProps) {
  return (
    <ActionDialog
      {...props}
      action="requestSupplement"
      intro="Mỗi hồ sơ chỉ được yêu cầu bổ sung một lần, nên hãy ghi đủ mọi giấy tờ còn thiếu. Thời hạn giải quyết tạm dừng cho đến khi công dân nộp đủ. Phiếu yêu cầu bổ sung (Mẫu số 02) được lập để in."
      submitLabel="Lập phiếu yêu cầu"
      fields={['items', 'reason']}
      toInput={(form) => ({
        items: linesOf(form, 'items'),
        reason: textOf(form, 'reason'),
        askAgain: form.has('askAgain'),
      })}
    >
      {(errorAt) => (
        <>
          <Textarea
            name="items"
            label="Giấy tờ cần bổ sung"
            description="Mỗi dòng một giấy tờ hoặc một nội dung."
            error={errorAt('items')}
            required
            autosize
            minRows={3}
            data-autofocus
          />
          <AskAgain message={errorAt('items')} />
          <Textarea
            name="reason"
            label="Lý do"
            error={errorAt('reason')}
            required
            autosize
            minRows={2}
            maxLength={2000}
          />
        </>
      )}
    </ActionDialog>
  )
}

export function ReceiveSupplementDialog(props: DialogProps) {
  const asked = props.dossier.papers.findLast((paper) => paper.items.length > 0)?.items ?? []
  const [names, setNames] = useState(asked.length > 0 ? asked : [''])
  const [files, setFiles] = useState<UploadedFile[]>([])
  return (
    <ActionDialog
      {...props}
      action="receiveSupplement"
      intro="Thời hạn giải quyết tiếp tục được tính từ lúc này; phần thời gian tạm dừng được cộng thêm."
      submitLabel="Nhận bổ sung"
      fields={['papers', 'fileIds', 'note']}
      toInput={(form) => ({
        papers: names
          .map((_, index) => ({
            name: textOf(form, `paper.${index}`),
            originals: Number(textOf(form, `originals.${index}`) || 0),
            copies: Number(textOf(form, `copies.${index}`) || 0),
          }))
          .filter((paper) => paper.name !== ''),
        fileIds: files.map((file) => file.id),
        note: textOf(form, 'note'),
      })}
    >
      {(errorAt) => (
        <>
          <Stack gap="sm">
            {names.map((name, index) => (
              <PaperRow key={index} name={name} index={index} error={errorAt(`papers.${index}`)} />
            ))}
            <Button
              variant="default"
              size="compact-md"
              onClick={() => setNames([...names, ''])}
              style={{ alignSelf: 'flex-start' }}
            >
              Thêm giấy tờ
            </Button>
          </Stack>
          <UploadField
            label="Tệp đính kèm"
            files={files}
            onChange={setFiles}
            error={errorAt('fileIds')}
            multiple
          />
          <Textarea
            name="note"
            label="Ghi chú"
            error={errorAt('note')}
            autosize
            minRows={2}
            maxLength={1000}
          />
        </>
      )}
    </ActionDialog>
  )
}

function PaperRow({ name, index, error }: { name: string; index: number; error: string | undefined }) {
  return (
    <Fieldset legend={`Giấy tờ ${index + 1}`} p="xs">
      <TextInput
        name={`paper.${index}`}
        label="Tên giấy tờ"
        description="Để trống nếu công dân không nộp giấy tờ này."
        defaultValue={name}
        error={error}
        maxLength={500}
      />
      <Group grow mt="xs">
        <NumberInput
          name={`originals.${index}`}
          label="Số bản chính"
          defaultValue={name ? 1 : 0}
          min={0}
          max={999}
          allowDecimal={false}
        />
        <NumberInput
          name={`copies.${index}`}
          label="Số bản sao"
          defaultValue={0}
          min={0}
          max={999}
          allowDecimal={false}
        />
      </Group>
    </Fieldset>
  )
}
