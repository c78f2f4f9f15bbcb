import { Checkbox, NativeSelect, SimpleGrid, TextInput } from '@mantine/core'
import { useState } from 'react'
import { OperationDialog } from '../../ui/operation-dialog.tsx'
import { recallForms, vias } from '../model/agency.ts'
import type { AgencyView } from '../queries/get-setup.ts'

export interface OfficeChoice {
  officeId: string
  label: string
}

interface Props {
  agency: AgencyView | null
  offices: readonly OfficeChoice[]
  onDone(): void
  onClose(): void
}

const textOf = (form: FormData, name: string) => String(form.get(name) ?? '').trim()
const optionsOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }))

/** An agency of the directory: who it is, how it is reached, what it signs with. */
export function AgencyDialog({ agency, offices, onDone, onClose }: Props) {
  const [via, setVia] = useState<string>(agency?.via ?? 'axis')
  return (
    <OperationDialog
      title={agency ? `Sửa: ${agency.name}` : 'Thêm cơ quan'}
      submitLabel="Lưu cơ quan"
      path="/interchange/agencies"
      fields={['name', 'organId', 'inCharge', 'email', 'officeId', 'fingerprint']}
      toInput={(form) => ({
        ...(agency ? { id: agency.id } : {}),
        revision: agency?.revision ?? 0,
        organId: textOf(form, 'organId'),
        name: textOf(form, 'name'),
        inCharge: textOf(form, 'inCharge'),
        email: textOf(form, 'email'),
        via,
        officeId: via === 'here' ? textOf(form, 'officeId') || null : null,
        recallForm: textOf(form, 'recallForm') || 'status',
        fingerprint: textOf(form, 'fingerprint'),
        active: form.get('active') === 'on',
      })}
      onDone={onDone}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <NameFields {...{ agency, errorAt, via, setVia }} />
          <WayFields {...{ agency, errorAt, via, offices }} />
          <Checkbox name="active" label="Đang dùng" defaultChecked={agency?.active ?? true} />
        </>
      )}
    </OperationDialog>
  )
}

interface FieldsProps {
  agency: AgencyView | null
  via: string
  errorAt(field: string): string | undefined
}

function NameFields({ agency, errorAt, via, setVia }: FieldsProps & { setVia(via: string): void }) {
  const box = (name: 'name' | 'organId' | 'inCharge' | 'email') => ({
    name,
    defaultValue: agency?.[name] ?? '',
    error: errorAt(name),
  })
  return (
    <>
      <TextInput {...box('name')} label="Tên cơ quan" maxLength={200} required data-autofocus />
      <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="xs">
        <TextInput {...box('organId')} label="Mã định danh" maxLength={35} required />
        <TextInput {...box('inCharge')} label="Cơ quan chủ quản" maxLength={200} />
        <TextInput {...box('email')} label="Thư điện tử" inputMode="email" maxLength={200} />
        <NativeSelect
          label="Cách gửi"
          value={via}
          onChange={({ currentTarget }) => setVia(currentTarget.value)}
          data={optionsOf(vias)}
        />
      </SimpleGrid>
    </>
  )
}

function WayFields({ agency, errorAt, via, offices }: FieldsProps & Pick<Props, 'offices'>) {
  const choices = offices.map(({ officeId, label }) => ({ value: officeId, label }))
  return (
    <>
      {via === 'here' ? (
        <NativeSelect
          name="officeId"
          label="Đơn vị cùng hệ thống"
          defaultValue={agency?.officeId ?? ''}
          error={errorAt('officeId')}
          data={[{ value: '', label: 'Chọn đơn vị' }, ...choices]}
        />
      ) : null}
      {via === 'manual' ? null : (
        <NativeSelect
          name="recallForm"
          label="Khi xin lấy lại văn bản, gửi"
          description="Phần mềm của nơi nhận hiểu cách nào thì chọn cách đó"
          defaultValue={agency?.recallForm ?? 'status'}
          data={optionsOf(recallForms)}
        />
      )}
      <TextInput
        name="fingerprint"
        label="Dấu vân tay chứng thư (SHA-256)"
        description="Hỏi cơ quan đó bằng điện thoại hoặc công văn rồi mới ghi. Có ghi thì văn bản phải có chữ ký này."
        defaultValue={agency?.fingerprint ?? ''}
        error={errorAt('fingerprint')}
        autoComplete="off"
      />
    </>
  )
}
