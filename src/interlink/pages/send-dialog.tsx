import { Checkbox, NativeSelect, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { DateField } from '../../ui/date-field.tsx'
import { OperationDialog } from '../../ui/operation-dialog.tsx'
import { dayOf, textOf } from './form-fields.tsx'

export interface Sendable {
  dossier: { code: string; revision: number; dueAt: Date }
  partners: readonly { id: string; name: string; via: 'here' | 'https' | 'paper' }[]
  papers: readonly { ordinal: number; name: string; files: number }[]
  hasDeclaration: boolean
}

interface Props extends Sendable {
  onDone(): void
  onClose(): void
}

/** Gửi cơ quan phối hợp: to whom, what is asked, by when, and of the dossier no more than is needed for it. */
export function SendDialog({ dossier, partners, papers, hasDeclaration, onDone, onClose }: Props) {
  const [partnerId, setPartnerId] = useState('')
  const [answerOn, setAnswerOn] = useState('')
  const onPaper = partners.find(({ id }) => id === partnerId)?.via === 'paper'
  return (
    <OperationDialog
      title="Gửi cơ quan phối hợp"
      intro={`Hồ sơ vẫn do đơn vị mình chịu trách nhiệm với công dân; hẹn trả ${formatShortMoment(dossier.dueAt)}.`}
      submitLabel={onPaper ? 'Lập phiếu bàn giao' : 'Gửi đi'}
      path={`/dossiers/${encodeURIComponent(dossier.code)}/legs`}
      fields={['partnerId', 'question', 'answerOn']}
      toInput={(form) => ({
        revision: dossier.revision,
        partnerId: textOf(form, 'partnerId'),
        question: textOf(form, 'question'),
        answerOn: dayOf(form, 'answerOn') ?? '',
        components: form.getAll('components').map(Number),
        withApplicant: form.has('withApplicant'),
        withDeclaration: form.has('withDeclaration'),
      })}
      onDone={onDone}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <NativeSelect
            name="partnerId"
            label="Cơ quan phối hợp"
            required
            value={partnerId}
            onChange={({ currentTarget }) => setPartnerId(currentTarget.value)}
            error={errorAt('partnerId')}
            data={[
              { value: '', label: 'Chọn cơ quan' },
              ...partners.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            data-autofocus
          />
          {onPaper ? (
            <Text size="sm">
              Cơ quan này nhận bản giấy: phần mềm lập phiếu bàn giao có mã vạch để in kèm hồ sơ giấy.
            </Text>
          ) : null}
          <Textarea
            name="question"
            label="Nội dung đề nghị"
            error={errorAt('question')}
            required
            autosize
            minRows={3}
            maxLength={4000}
          />
          <DateField
            name="answerOn"
            label="Đề nghị trả lời trước hết ngày"
            required
            description="Tính đến giờ tan sở của ngày này."
            value={answerOn}
            onValue={setAnswerOn}
            error={errorAt('answerOn')}
          />
          <Papers papers={papers} />
          <Checkbox
            name="withApplicant"
            label="Kèm thông tin người nộp hồ sơ"
            description="Họ tên, số định danh, địa chỉ, liên hệ."
            defaultChecked
          />
          {hasDeclaration ? <Checkbox name="withDeclaration" label="Kèm nội dung tờ khai điện tử" /> : null}
        </>
      )}
    </OperationDialog>
  )
}

function Papers({ papers }: Pick<Props, 'papers'>) {
  if (papers.length === 0) return null
  return (
    <Stack gap={6} component="fieldset" m={0} p={0} style={{ border: 0 }}>
      <Text component="legend" size="sm" fw={600} p={0}>
        Giấy tờ gửi kèm, chỉ chọn giấy tờ cần thiết
      </Text>
      {papers.map(({ ordinal, name, files }) => (
        <Checkbox
          key={ordinal}
          name="components"
          value={ordinal}
          label={name}
          description={files > 0 ? `${files} tệp quét` : 'Không có tệp quét, chỉ ghi tên'}
        />
      ))}
    </Stack>
  )
}
