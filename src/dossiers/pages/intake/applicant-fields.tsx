import { NativeSelect, SimpleGrid, TextInput } from '@mantine/core'
import { checkPersonalId } from '../../../procedures/model/personal-id.ts'
import { checkPhone } from '../../../procedures/model/phone.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { typedIsoDate } from '../../../ui/date-text.ts'
import type { ApplicantFields as Fields } from './form-state.ts'

interface Props {
  applicant: Fields
  errors: Readonly<Record<string, string>>
  onChange(part: Partial<Fields>): void
}

/** Id of the telephone field, to which the cursor goes once a card has filled the rest. */
export const applicantPhoneId = 'dien-thoai-nguoi-nop'

const kinds = [
  { value: 'citizen', label: 'Cá nhân' },
  { value: 'business', label: 'Doanh nghiệp, hộ kinh doanh' },
  { value: 'organisation', label: 'Cơ quan, tổ chức' },
]
const sexes = [
  { value: '', label: '' },
  { value: 'male', label: 'Nam' },
  { value: 'female', label: 'Nữ' },
]

/** Remarks that inform and never stop: ids with other birth years and odd telephones do exist. */
function remarks({ kind, personalId, birthDate, sex, phone }: Fields) {
  const iso = typedIsoDate(birthDate)
  const known = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? iso : null
  const words = (list: { message: string }[]) => list.map(({ message }) => message).join(' ')
  return {
    personalId: kind === 'citizen' ? words(checkPersonalId(personalId, known, sex || null)) : '',
    phone: words(checkPhone(phone).warnings),
  }
}

/** Người nộp hồ sơ: the fields in the order in which they are asked. */
export function ApplicantFields({ applicant, errors, onChange }: Props) {
  const remark = remarks(applicant)
  const text = (field: Exclude<keyof Fields, 'kind' | 'sex' | 'birthDate'>) => ({
    value: applicant[field],
    autoComplete: 'off',
    'data-field': `applicant.${field}`,
    error: errors[`applicant.${field}`],
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) =>
      onChange({ [field]: currentTarget.value }),
  })
  const citizen = applicant.kind === 'citizen'
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} verticalSpacing="xs">
      <TextInput label={citizen ? 'Họ và tên' : 'Tên tổ chức'} required {...text('name')} />
      <TextInput
        label={citizen ? 'Số định danh cá nhân' : 'Mã số thuế, số định danh'}
        inputMode="numeric"
        {...warned(remark.personalId)}
        {...text('personalId')}
      />
      <DateField
        label="Ngày sinh"
        data-field="applicant.birthDate"
        error={errors['applicant.birthDate']}
        value={applicant.birthDate}
        onValue={(birthDate) => onChange({ birthDate })}
      />
      <NativeSelect
        label="Giới tính"
        data={sexes}
        data-field="applicant.sex"
        error={errors['applicant.sex']}
        value={applicant.sex}
        onChange={({ currentTarget }) => onChange({ sex: currentTarget.value as Fields['sex'] })}
      />
      <TextInput label="Địa chỉ" {...text('address')} />
      <TextInput
        id={applicantPhoneId}
        label="Số điện thoại"
        inputMode="tel"
        {...warned(remark.phone)}
        {...text('phone')}
      />
      <TextInput label="Thư điện tử" inputMode="email" {...text('email')} />
      <NativeSelect
        label="Loại người nộp"
        data={kinds}
        value={applicant.kind}
        onChange={({ currentTarget }) => onChange({ kind: currentTarget.value as Fields['kind'] })}
      />
    </SimpleGrid>
  )
}

/** A remark below the field, in words and another colour than an error. */
function warned(message: string) {
  if (message === '') return {}
  return { description: `Lưu ý: ${message}`, inputWrapperOrder: warnedOrder, styles: warnedStyles }
}
const warnedOrder: ('label' | 'input' | 'description' | 'error')[] = [
  'label',
  'input',
  'description',
  'error',
]
const warnedStyles = { description: { color: '#9a3412' } }
