import { TextInput } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { type CitizenCard, parseCitizenCard } from '../../model/citizen-card.ts'

interface Props {
  id?: string
  label?: string
  description?: string
  /** Date in Viet Nam, `YYYY-MM-DD`. */
  today: string
  onRead(card: CitizenCard, warnings: readonly string[]): void
}

/** Id of the field, to which the cursor goes once the procedure is chosen. */
export const cardReaderId = 'quet-the-can-cuoc'

/**
 * Takes what a USB reader types or what is pasted from one. Readers end with Enter or Tab: Enter must not send the
 * form, and leaving the field reads it as well.
 */
export function CardReader(props: Props) {
  const { today, onRead } = props
  const [scanned, setScanned] = useState('')
  const [problem, setProblem] = useState('')

  function take(text: string) {
    if (text.trim() === '') return
    const reading = parseCitizenCard(text, today)
    setScanned(reading.ok ? '' : text)
    setProblem(reading.ok ? '' : reading.message)
    if (!reading.ok) return
    // What is odd about the number stands at its own field.
    const others = reading.warnings.filter(({ field }) => field !== 'personalId')
    onRead(reading.card, [...new Set(others.map(({ message }) => message))])
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.ctrlKey) return
    event.preventDefault()
    take(scanned)
  }

  return (
    <TextInput
      id={props.id ?? cardReaderId}
      label={props.label ?? 'Quét hoặc dán chuỗi mã QR trên căn cước'}
      description={
        props.description ?? 'Đặt con trỏ vào đây rồi quét thẻ; không có thẻ thì nhập các ô bên dưới.'
      }
      autoComplete="off"
      spellCheck={false}
      value={scanned}
      error={problem || null}
      onChange={({ currentTarget }) => {
        setScanned(currentTarget.value)
        setProblem('')
      }}
      onKeyDown={onKeyDown}
      onPaste={(event) => {
        event.preventDefault()
        take(event.clipboardData.getData('text'))
      }}
      onBlur={() => take(scanned)}
    />
  )
}
