import { NativeSelect, SimpleGrid, TextInput } from '@mantine/core'
import { useState } from 'react'
import { DateField } from '../../ui/date-field.tsx'
import { dateText } from '../../ui/date-text.ts'
import { OperationDialog } from '../../ui/operation-dialog.tsx'
import { partnerKinds, vias } from '../model/partner-words.ts'
import type { PartnerView } from '../queries/list-partners.ts'
import { dayOf, type ErrorAt, textOf } from './form-fields.tsx'

interface Office {
  officeId: string
  name: string
  agencyCode: string
}

interface Props {
  partner: PartnerView | null
  offices: readonly Office[]
  onDone(): void
  onClose(): void
}

/** A partner agency: who it is, how it is reached, from when until when. */
export function PartnerDialog({ partner, offices, onDone, onClose }: Props) {
  return (
    <OperationDialog
      title={partner ? `Sửa: ${partner.name}` : 'Thêm cơ quan phối hợp'}
      submitLabel="Lưu cơ quan"
      path="/interlink/partners"
      fields={['name', 'code', 'kind', 'reached', 'validFrom', 'validTo']}
      toInput={(form) => ({
        ...(partner ? { id: partner.id } : {}),
        revision: partner?.revision ?? 0,
        name: textOf(form, 'name'),
        code: textOf(form, 'code'),
        kind: textOf(form, 'kind'),
        reached: reachedOf(form),
        validFrom: dayOf(form, 'validFrom') ?? '',
        validTo: dayOf(form, 'validTo'),
      })}
      onDone={onDone}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <TextInput
            name="name"
            label="Tên cơ quan"
            defaultValue={partner?.name ?? ''}
            error={errorAt('name')}
            maxLength={200}
            required
            data-autofocus
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="xs">
            <TextInput
              name="code"
              label="Mã định danh"
              placeholder="H56.22.17"
              defaultValue={partner?.code ?? ''}
              error={errorAt('code')}
              maxLength={40}
              required
            />
            <NativeSelect
              name="kind"
              label="Loại cơ quan"
              defaultValue={partner?.kind ?? 'tax'}
              error={errorAt('kind')}
              data={Object.entries(partnerKinds).map(([value, label]) => ({ value, label }))}
            />
          </SimpleGrid>
          <ReachedFields partner={partner} offices={offices} errorAt={errorAt} />
          <ValidFields partner={partner} errorAt={errorAt} />
        </>
      )}
    </OperationDialog>
  )
}

function reachedOf(form: FormData) {
  const via = textOf(form, 'via')
  if (via === 'here') return { via, officeId: textOf(form, 'officeId') }
  return via === 'https' ? { via, url: textOf(form, 'url') } : { via }
}

type FieldsProps = Pick<Props, 'partner'> & { errorAt: ErrorAt }

function ReachedFields({ partner, offices, errorAt }: FieldsProps & Pick<Props, 'offices'>) {
  const [via, setVia] = useState<string>(partner?.via ?? 'paper')
  return (
    <>
      <NativeSelect
        name="via"
        label="Cách gửi"
        value={via}
        onChange={({ currentTarget }) => setVia(currentTarget.value)}
        error={errorAt('reached')}
        data={Object.entries(vias).map(([value, label]) => ({ value, label }))}
      />
      {via === 'here' ? (
        <NativeSelect
          name="officeId"
          label="Đơn vị cùng hệ thống"
          description="Đơn vị đó cũng phải khai báo đơn vị mình thì hai bên mới gửi nhận được."
          defaultValue={partner?.officeId ?? ''}
          error={errorAt('reached.officeId')}
          data={[
            { value: '', label: 'Chọn đơn vị' },
            ...offices.map(({ officeId, name, agencyCode }) => ({
              value: officeId,
              label: `${name} (${agencyCode})`,
            })),
          ]}
        />
      ) : null}
      {via === 'https' ? (
        <TextInput
          name="url"
          label="Địa chỉ phần mềm của cơ quan đó"
          placeholder="https://…"
          defaultValue={partner?.url ?? ''}
          error={errorAt('reached.url')}
          maxLength={300}
          autoComplete="off"
        />
      ) : null}
    </>
  )
}

function ValidFields({ partner, errorAt }: FieldsProps) {
  const [validFrom, setValidFrom] = useState(dateText(partner?.validFrom ?? null))
  const [validTo, setValidTo] = useState(dateText(partner?.validTo ?? null))
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="xs">
      <DateField
        name="validFrom"
        label="Phối hợp từ ngày"
        required
        value={validFrom}
        onValue={setValidFrom}
        error={errorAt('validFrom')}
      />
      <DateField
        name="validTo"
        label="Đến hết ngày"
        description="Để trống nếu chưa định ngày ngừng."
        value={validTo}
        onValue={setValidTo}
        error={errorAt('validTo')}
      />
    </SimpleGrid>
  )
}
