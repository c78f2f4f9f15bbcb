import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { OperationDialog } from '../../ui/operation-dialog.tsx'
import { type UploadedFile, UploadField } from '../../ui/upload-field.tsx'
import type { LegAction } from '../model/leg.ts'
import type { LegView } from '../queries/leg-view.ts'
import { AnswerFields, dayOf, textOf } from './form-fields.tsx'

export interface LegDialogProps {
  leg: Pick<LegView, 'id' | 'revision' | 'partnerName'>
  onDone(): void
  onClose(): void
}

function SupplementDialog({ leg, ...ends }: LegDialogProps) {
  const [files, setFiles] = useState<UploadedFile[]>([])
  return (
    <OperationDialog
      {...ends}
      title={`Gửi bổ sung cho ${leg.partnerName}`}
      intro="Hạn trả lời được lùi lại đúng bằng thời gian cơ quan đó chờ bổ sung."
      submitLabel="Gửi bổ sung"
      path={`/legs/${leg.id}/supplement`}
      fields={['text', 'fileIds']}
      toInput={(form) => ({
        revision: leg.revision,
        text: textOf(form, 'text'),
        fileIds: files.map(({ id }) => id),
      })}
    >
      {(errorAt) => (
        <>
          <Textarea
            name="text"
            label="Nội dung bổ sung"
            error={errorAt('text')}
            required
            autosize
            minRows={3}
            maxLength={4000}
            data-autofocus
          />
          <UploadField
            label="Tệp kèm theo"
            files={files}
            onChange={setFiles}
            multiple
            error={errorAt('fileIds')}
          />
        </>
      )}
    </OperationDialog>
  )
}

function RecallDialog({ leg, ...ends }: LegDialogProps) {
  return (
    <OperationDialog
      {...ends}
      title={`Thu hồi đề nghị gửi ${leg.partnerName}`}
      intro="Cơ quan phối hợp được báo là không cần trả lời nữa."
      submitLabel="Thu hồi"
      danger
      path={`/legs/${leg.id}/recall`}
      fields={['reason']}
      toInput={(form) => ({ revision: leg.revision, reason: textOf(form, 'reason') })}
    >
      {(errorAt) => (
        <Textarea
          name="reason"
          label="Lý do"
          error={errorAt('reason')}
          required
          autosize
          minRows={2}
          maxLength={2000}
          data-autofocus
        />
      )}
    </OperationDialog>
  )
}

function PaperDialog({ leg, ...ends }: LegDialogProps) {
  return (
    <OperationDialog
      {...ends}
      title={`Chuyển bản giấy đến ${leg.partnerName}`}
      intro="Phần mềm lập phiếu bàn giao có mã vạch để in kèm hồ sơ giấy và thôi gửi qua mạng. Khi có trả lời bằng giấy, hãy ghi vào đây."
      submitLabel="Lập phiếu bàn giao"
      path={`/legs/${leg.id}/paper`}
      fields={[]}
      toInput={() => ({ revision: leg.revision })}
    />
  )
}

function RecordAnswerDialog({ leg, ...ends }: LegDialogProps) {
  const [files, setFiles] = useState<UploadedFile[]>([])
  return (
    <OperationDialog
      {...ends}
      title={`Ghi trả lời bằng giấy của ${leg.partnerName}`}
      submitLabel="Ghi trả lời"
      path={`/legs/${leg.id}/paper-answer`}
      fields={['outcome', 'text', 'promisedOn', 'fileIds']}
      toInput={(form) => answerOf(form, leg.revision, files)}
    >
      {(errorAt) => (
        <AnswerFields
          errorAt={errorAt}
          choices={['result', 'refused', 'longer']}
          files={files}
          onFiles={setFiles}
        />
      )}
    </OperationDialog>
  )
}

function AnswerDialog({ leg, ...ends }: LegDialogProps) {
  const [files, setFiles] = useState<UploadedFile[]>([])
  return (
    <OperationDialog
      {...ends}
      title={`Trả lời ${leg.partnerName}`}
      intro="Trả lời và tệp kèm theo được ký số của đơn vị rồi gửi về nơi đề nghị."
      submitLabel="Gửi trả lời"
      path={`/legs/${leg.id}/answer`}
      fields={['outcome', 'text', 'promisedOn', 'fileIds']}
      toInput={(form) => answerOf(form, leg.revision, files)}
    >
      {(errorAt) => (
        <AnswerFields
          errorAt={errorAt}
          choices={['result', 'refused', 'more', 'longer']}
          files={files}
          onFiles={setFiles}
        />
      )}
    </OperationDialog>
  )
}

function answerOf(form: FormData, revision: number, files: readonly UploadedFile[]) {
  return {
    revision,
    outcome: textOf(form, 'outcome'),
    text: textOf(form, 'text'),
    promisedOn: dayOf(form, 'promisedOn'),
    fileIds: files.map(({ id }) => id),
  }
}

/** The dialog of each step that asks for something. */
export const legDialogs: Partial<Record<LegAction, (props: LegDialogProps) => React.ReactNode>> = {
  supplement: SupplementDialog,
  recall: RecallDialog,
  goOnPaper: PaperDialog,
  recordAnswer: RecordAnswerDialog,
  answer: AnswerDialog,
}
