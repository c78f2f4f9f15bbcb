import type { HTMLInputTypeAttribute } from 'react'

interface TextFieldProps {
  name: string
  label: string
  value: string
  problem?: string | undefined
  hint?: string
  optional?: boolean
  type?: HTMLInputTypeAttribute
  inputMode?: 'text' | 'numeric' | 'tel' | 'email'
  maxLength?: number
  autoComplete?: string
  rows?: number
}

export const fieldId = (name: string) => `o-${name.replaceAll('.', '-')}`

/** A line or box to type into, with what is wrong beside it. */
export function TextField({ name, label, value, problem, hint, optional, rows, ...rest }: TextFieldProps) {
  const id = fieldId(name)
  const notes = [hint ? `${id}-chu` : '', problem ? `${id}-loi` : ''].filter(Boolean).join(' ')
  const { maxLength = 200, autoComplete = 'off', ...input } = rest
  const common = {
    id,
    name,
    maxLength,
    autoComplete,
    defaultValue: value,
    'aria-describedby': notes || undefined,
    'aria-invalid': problem ? true : undefined,
  }
  return (
    <>
      <label htmlFor={id}>
        {label}
        {optional ? <span className="hint"> (nếu có)</span> : null}
      </label>
      {hint ? (
        <span className="hint" id={`${id}-chu`}>
          {hint}
        </span>
      ) : null}
      {rows ? <textarea {...common} rows={rows} /> : <input {...common} {...input} />}
      <Wrong id={`${id}-loi`} message={problem} />
    </>
  )
}

interface ChoiceFieldProps {
  name: string
  label: string
  value: string
  options: readonly { value: string; label: string }[]
  problem?: string | undefined
}

/** One of several, as large rows for fingers. */
export function ChoiceField({ name, label, value, options, problem }: ChoiceFieldProps) {
  const id = fieldId(name)
  return (
    <fieldset className="choice" id={id} aria-describedby={problem ? `${id}-loi` : undefined}>
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value} htmlFor={`${id}-${option.value}`}>
          <input
            type="radio"
            id={`${id}-${option.value}`}
            name={name}
            value={option.value}
            defaultChecked={option.value === value}
          />
          {option.label}
        </label>
      ))}
      <Wrong id={`${id}-loi`} message={problem} />
    </fieldset>
  )
}

export function SelectField({ name, label, value, options, problem }: ChoiceFieldProps) {
  const id = fieldId(name)
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        name={name}
        defaultValue={value}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? `${id}-loi` : undefined}
      >
        <option value="">Chọn…</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Wrong id={`${id}-loi`} message={problem} />
    </>
  )
}

export function Wrong({ id, message }: { id: string; message: string | undefined }) {
  return message ? (
    <span className="wrong" id={id}>
      {message}
    </span>
  ) : null
}
