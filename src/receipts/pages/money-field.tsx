import { TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { readVnd } from '../model/vnd-text.ts'

interface Props {
  name: string
  label: string
  description?: ReactNode
  error?: string | undefined
  /** Đồng. */
  initial?: number
  onAmount?(amount: number): void
  focusFirst?: boolean
}

/** A box for an amount of đồng; groups of three are shown as soon as the box is left. */
export function MoneyField({ name, label, description, error, initial, onAmount, focusFirst }: Props) {
  const [text, setText] = useState(initial === undefined ? '' : initial.toLocaleString('vi-VN'))
  return (
    <TextInput
      name={name}
      label={`${label} (đồng)`}
      description={description}
      error={error}
      value={text}
      inputMode="numeric"
      autoComplete="off"
      maxLength={20}
      {...(focusFirst ? { 'data-autofocus': true } : {})}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value)
        onAmount?.(readVnd(currentTarget.value))
      }}
      onBlur={() => {
        const amount = readVnd(text)
        if (Number.isFinite(amount)) setText(amount.toLocaleString('vi-VN'))
      }}
    />
  )
}
