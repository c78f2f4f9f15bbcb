import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import type { ColumnField } from '../../../procedures/model/declaration-fields.ts'
import { DateField } from '../../../ui/date-field.tsx'

interface Props {
  field: ColumnField
  /** Dotted name of the whole, which for a column is that of its row. */
  name: string
  value: string
  error?: string | undefined
  onChange(value: string): void
}

const keyboards = {
  year: 'numeric',
  phone: 'tel',
  'personal-id': 'numeric',
  digits: 'numeric',
  email: 'email',
} as const

/** One field of a declaration, as its kind is typed at a desk. */
export function DeclarationField({ field, name, value, error, onChange }: Props) {
  const common = {
    label: field.label,
    description: field.hint || undefined,
    error,
    'aria-required': field.required || undefined,
    'data-field': `declaration.${name}`,
  }
  if (field.kind === 'tick') {
    return (
      <Checkbox
        {...common}
        mt="lg"
        checked={value !== ''}
        onChange={({ currentTarget }) => onChange(currentTarget.checked ? 'on' : '')}
      />
    )
  }
  if (field.kind === 'choice') {
    const options = field.options.map((option) => ({ ...option }))
    return (
      <NativeSelect
        {...common}
        withAsterisk={field.required}
        data={[{ value: '', label: '' }, ...options]}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    )
  }
  if (field.kind === 'text' && field.format === 'date') {
    return <DateField {...common} withAsterisk={field.required} value={value} onValue={onChange} />
  }
  const typed = {
    ...common,
    withAsterisk: field.required,
    autoComplete: 'off',
    value,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => onChange(currentTarget.value),
  }
  if (field.kind === 'text' && field.long) return <Textarea {...typed} rows={2} autosize maxRows={10} />
  const format = field.kind === 'text' ? field.format : 'number'
  const inputMode = format === 'number' ? 'decimal' : keyboards[format as keyof typeof keyboards]
  return <TextInput {...typed} inputMode={inputMode} />
}
