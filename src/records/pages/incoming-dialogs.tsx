import { NativeSelect, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { type UploadedFile, UploadField } from '../../ui/upload-field.tsx'
import { outcomeKinds } from '../model/outcome.ts'
import { DocumentBoxes, type DocumentChoices } from './document-boxes.tsx'
import { FilingFields, filedAction, filingFields } from './filing-slot.tsx'
import { IncomingDialog, type IncomingDialogProps } from './incoming-dialog.tsx'
import { documentFieldNames } from './read-document-form.ts'

/** The yes or no of a leader, made for a thumb: the words of the handler, two choices, one box. */
export function DecideDialog(props: IncomingDialogProps) {
  const proposal = props.document.outcomes.find(({ state }) => state === 'proposed')
  const [accept, setAccept] = useState('')
  const accepts = accept === 'yes'
  return (
    <IncomingDialog
      {...props}
      action="decideOutcome"
      submitLabel="Ghi ý kiến"
      fields={['accept', 'words', ...filingFields]}
      // What is sent back goes into no file yet.
      {...(accepts ? { sendTo: filedAction(props.document.id) } : {})}
    >
      {(errorAt) => (
        <>
          {proposal ? (
            <Text size="sm">
              {proposal.proposedByName} {proposal.kind === 'task' ? 'báo cáo kết quả' : 'giải trình'}:{' '}
              {proposal.words}
            </Text>
          ) : null}
          <Radio.Group
            name="accept"
            label="Ý kiến"
            value={accept}
            onChange={setAccept}
            error={errorAt('accept')}
            required
          >
            <Stack gap="xs" mt="xs">
              <Radio value="yes" label="Đồng ý, kết thúc văn bản" data-autofocus />
              <Radio value="no" label="Trả lại để làm thêm" />
            </Stack>
          </Radio.Group>
          <Textarea
            name="words"
            label="Nội dung"
            error={errorAt('words')}
            autosize
            minRows={2}
            maxLength={2000}
          />
          {accepts ? <FilingFields errorAt={errorAt} /> : null}
        </>
      )}
    </IncomingDialog>
  )
}

/** Ends the work: nothing to write, but into which work file the document goes. */
export function FinishDialog(props: IncomingDialogProps) {
  return (
    <IncomingDialog
      {...props}
      action="finish"
      submitLabel="Kết thúc văn bản"
      fields={filingFields}
      sendTo={filedAction(props.document.id)}
    >
      {(errorAt) => <FilingFields errorAt={errorAt} />}
    </IncomingDialog>
  )
}

/** What came of the document; a reply is linked by itself when it is issued. */
export function ProposeDialog(props: IncomingDialogProps) {
  const [kind, setKind] = useState('task')
  return (
    <IncomingDialog
      {...props}
      action="proposeOutcome"
      intro="Văn bản trả lời được ghi nhận khi phát hành. Kết quả khác ghi ở đây."
      submitLabel={kind === 'dossier' ? 'Ghi kết quả' : 'Trình lãnh đạo'}
      fields={['kind', 'dossierCode', 'words', ...filingFields]}
      sendTo={filedAction(props.document.id)}
    >
      {(errorAt) => (
        <>
          <Radio.Group name="kind" label="Kết quả" value={kind} onChange={setKind} error={errorAt('kind')}>
            <Stack gap="xs" mt="xs">
              <Radio value="task" label="Đã thực hiện xong, báo cáo kết quả (lãnh đạo duyệt)" />
              <Radio value="explanation" label="Giải trình không cần văn bản trả lời (lãnh đạo duyệt)" />
              <Radio value="dossier" label="Hồ sơ thủ tục hành chính đã tiếp nhận" />
            </Stack>
          </Radio.Group>
          {kind === 'dossier' ? (
            <TextInput
              name="dossierCode"
              label="Mã hồ sơ"
              error={errorAt('dossierCode')}
              maxLength={60}
              required
            />
          ) : null}
          <Textarea
            name="words"
            label={kind === 'dossier' ? 'Ghi chú' : 'Nội dung'}
            error={errorAt('words')}
            autosize
            minRows={3}
            maxLength={2000}
            required={kind !== 'dossier'}
            data-autofocus
          />
          <FilingFields errorAt={errorAt} />
        </>
      )}
    </IncomingDialog>
  )
}

export function ProgressDialog(props: IncomingDialogProps) {
  return (
    <IncomingDialog {...props} action="noteProgress" submitLabel="Ghi tiến độ" fields={['words']}>
      {(errorAt) => (
        <Textarea
          name="words"
          label="Tiến độ"
          description="Dòng mới nhất hiện trong sổ theo dõi giải quyết văn bản đến."
          error={errorAt('words')}
          autosize
          minRows={2}
          maxLength={2000}
          required
          data-autofocus
        />
      )}
    </IncomingDialog>
  )
}

const reasons = {
  returnDirection: {
    intro: 'Văn bản trở lại chờ lãnh đạo cho ý kiến; người đã giao được báo.',
    label: 'Trả lại',
  },
  reopen: { intro: 'Văn bản trở lại chưa xong; người chủ trì được báo.', label: 'Mở lại' },
  void: {
    intro: 'Số đến vẫn giữ trong sổ kèm lý do, không dùng lại. Chỉ hủy khi đăng ký nhầm hoặc gửi nhầm nơi.',
    label: 'Hủy số đến',
  },
} as const

export function ReasonDialog({ action, ...props }: IncomingDialogProps & { action: keyof typeof reasons }) {
  const { intro, label } = reasons[action]
  return (
    <IncomingDialog
      {...props}
      action={action}
      intro={intro}
      submitLabel={label}
      danger={action === 'void'}
      fields={['reason']}
    >
      {(errorAt) => <Reason error={errorAt('reason')} />}
    </IncomingDialog>
  )
}

export function UnlinkDialog(props: IncomingDialogProps) {
  const linked = props.document.outcomes.filter(
    ({ kind, state }) => state === 'accepted' && (kind === 'reply' || kind === 'dossier'),
  )
  return (
    <IncomingDialog
      {...props}
      action="unlink"
      intro="Nếu không còn kết quả nào khác, văn bản đã kết thúc sẽ mở lại."
      submitLabel="Gỡ kết quả"
      fields={['outcomeId', 'reason']}
    >
      {(errorAt) => (
        <>
          <NativeSelect
            name="outcomeId"
            label="Kết quả gắn nhầm"
            error={errorAt('outcomeId')}
            data={linked.map(({ id, kind, label }) => ({
              value: id,
              label: `${outcomeKinds[kind]}: ${label}`,
            }))}
          />
          <Reason error={errorAt('reason')} />
        </>
      )}
    </IncomingDialog>
  )
}

export function CorrectDialog({ boxes, ...props }: IncomingDialogProps & { boxes: DocumentChoices }) {
  return (
    <IncomingDialog
      {...props}
      action="correct"
      intro="Số đến và ngày đến giữ nguyên. Nội dung trước khi sửa vẫn lưu trong nhật ký."
      submitLabel="Lưu sửa đổi"
      fields={[...documentFieldNames, 'reason']}
      size="xl"
    >
      {(errorAt) => (
        <>
          <DocumentBoxes choices={boxes} today="" errorAt={errorAt} values={props.document} />
          <Reason error={errorAt('reason')} />
        </>
      )}
    </IncomingDialog>
  )
}

export function AttachDialog(props: IncomingDialogProps) {
  const [files, setFiles] = useState<UploadedFile[]>([])
  return (
    <IncomingDialog {...props} action="attach" submitLabel="Thêm tệp" fields={['fileIds']}>
      {(errorAt) => (
        <>
          <UploadField label="Tệp" files={files} multiple error={errorAt('fileIds')} onChange={setFiles} />
          {files.map(({ id }) => (
            <input key={id} type="hidden" name="fileIds" value={id} />
          ))}
        </>
      )}
    </IncomingDialog>
  )
}

function Reason({ error }: { error: string | undefined }) {
  return (
    <Textarea
      name="reason"
      label="Lý do"
      error={error}
      autosize
      minRows={2}
      maxLength={1000}
      required
      data-autofocus
    />
  )
}
