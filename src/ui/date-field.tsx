import { TextInput, type TextInputProps } from '@mantine/core'
import { tidyDateText } from './date-text.ts'

interface DateFieldProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  value: string
  onValue(text: string): void
}

/** A date typed by keyboard: `02011990` and `2/1/1990` both become `02/01/1990`. */
export function DateField({ value, onValue, ...rest }: DateFieldProps) {
  return (
    <TextInput
      placeholder="ngày/tháng/năm"
      inputMode="numeric"
      autoComplete="off"
      maxLength={10}
      {...rest}
      value={value}
      onChange={({ currentTarget }) =>
        onValue(/^\d{8}$/.test(currentTarget.value) ? tidyDateText(currentTarget.value) : currentTarget.value)
      }
      onBlur={() => onValue(tidyDateText(value))}
    />
  )
}
