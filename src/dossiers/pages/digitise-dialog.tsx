import { Button, Checkbox, SimpleGrid, Text, Textarea, TextInput } from '@mantine/core'
import { useCallback, useState } from 'react'
import { useRevalidator } from 'react-router'
import { CommandDialog } from '../../ui/command-dialog.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { typedIsoDate } from '../../ui/date-text.ts'
import { type UploadedFile, UploadField } from '../../ui/upload-field.tsx'
import { useApiCommand } from '../../ui/use-api-command.ts'
import type { DossierView } from '../queries/dossier-view.ts'
import { textOf } from './action-dialog.tsx'

type Component = DossierView['components'][number]

/** Whether a paper is in the data store, has to be put there, or was taken from there; and the way to put it there. */
export function Digitisation({ dossier, component }: { dossier: DossierView; component: Component }) {
  const [open, setOpen] = useState(false)
  const { reuse, digitisedPaperId, mustScan, provided } = component
  if (reuse !== null) {
    return <Text size="sm">{reuse === 'store' ? 'Lấy từ kho dữ liệu' : 'Dùng lại từ hồ sơ trước'}</Text>
  }
  if (!provided) return null
  return (
    <>
      {digitisedPaperId ? <Text size="sm">Đã số hóa vào kho</Text> : null}
      {!digitisedPaperId && mustScan ? (
        <Text size="sm" c="#8a3300" fw={600}>
          Phải số hóa
        </Text>
      ) : null}
      {dossier.mayDigitise ? (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => setOpen(true)}
          aria-label={`${digitisedPaperId ? 'Số hóa lại' : 'Số hóa'}: ${component.name}`}
        >
          {digitisedPaperId ? 'Số hóa lại' : 'Số hóa'}
        </Button>
      ) : null}
      {open ? (
        <DigitiseDialog dossier={dossier} component={component} onClose={() => setOpen(false)} />
      ) : null}
    </>
  )
}

interface DialogProps {
  dossier: DossierView
  component: Component
  onClose(): void
}

/** What a scanned paper says (§5.3.4), so that it is found and trusted when it is needed again. */
function DigitiseDialog({ dossier, component, onClose }: DialogProps) {
  const { revalidate } = useRevalidator()
  const [files, setFiles] = useState<UploadedFile[]>(component.files.slice(-1))
  const done = useCallback(() => {
    revalidate()
    onClose()
  }, [revalidate, onClose])
  const name = dossier.code ?? dossier.id
  const { send, busy, problem, errorAt } = useApiCommand(
    `/dossiers/${name}/components/${component.ordinal}/digitisation`,
    done,
  )
  return (
    <CommandDialog
      title="Số hóa giấy tờ vào kho dữ liệu"
      intro={`Giấy tờ của ${dossier.applicant.name}. Lần sau cần đến, cơ quan lấy từ kho, công dân không phải nộp lại.`}
      submitLabel="Lưu vào kho"
      size="xl"
      busy={busy}
      problem={problem}
      shownFields={[
        'fileId',
        'name',
        'paperCode',
        'number',
        'issuedOn',
        'issuingAgency',
        'validUntil',
        'note',
      ]}
      onSubmit={(form) =>
        send({
          revision: dossier.revision,
          ...(files[0] ? { fileId: files[0].id } : {}),
          name: textOf(form, 'name'),
          paperCode: component.paperCode,
          number: textOf(form, 'number'),
          issuedOn: dayOf(form, 'issuedOn'),
          issuingAgency: textOf(form, 'issuingAgency'),
          validUntil: dayOf(form, 'validUntil'),
          note: textOf(form, 'note'),
          compared: form.has('compared'),
        })
      }
      onClose={onClose}
    >
      <UploadField
        label="Tệp quét"
        description="PDF hoặc ảnh rõ nét, từ 200 dpi; giấy tờ có dấu thì quét màu. Mỗi giấy tờ một tệp."
        files={files}
        onChange={setFiles}
        error={errorAt('fileId')}
      />
      <ScanFields name={component.name} errorAt={errorAt} />
    </CommandDialog>
  )
}

function dayOf(form: FormData, name: string): string | null {
  const typed = textOf(form, name)
  return typed === '' ? null : typedIsoDate(typed)
}

interface FieldsProps {
  name: string
  errorAt(field: string): string | undefined
}

function ScanFields({ name, errorAt }: FieldsProps) {
  const [issuedOn, setIssuedOn] = useState('')
  const [validUntil, setValidUntil] = useState('')
  return (
    <>
      <TextInput
        name="name"
        label="Tên giấy tờ"
        defaultValue={name}
        error={errorAt('name')}
        required
        maxLength={500}
        data-autofocus
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="xs">
        <TextInput name="number" label="Số, ký hiệu" error={errorAt('number')} maxLength={100} />
        <DateField
          name="issuedOn"
          label="Ngày cấp"
          value={issuedOn}
          onValue={setIssuedOn}
          error={errorAt('issuedOn')}
        />
        <TextInput
          name="issuingAgency"
          label="Cơ quan cấp"
          error={errorAt('issuingAgency')}
          maxLength={300}
        />
        <DateField
          name="validUntil"
          label="Có giá trị đến"
          description="Để trống nếu không ghi thời hạn."
          value={validUntil}
          onValue={setValidUntil}
          error={errorAt('validUntil')}
        />
      </SimpleGrid>
      <Textarea
        name="note"
        label="Phạm vi, ghi chú"
        error={errorAt('note')}
        autosize
        minRows={1}
        maxLength={1000}
      />
      <Checkbox
        name="compared"
        label="Đã đối chiếu với bản chính"
        description="Chỉ giấy tờ đã đối chiếu mới được dùng thay bản giấy ở lần sau."
      />
    </>
  )
}
