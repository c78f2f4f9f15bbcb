interface SetupFieldProps {
  name: string
  label: string
  typed: string | undefined
  wrong: string | undefined
  hint?: string
  type?: 'text' | 'tel' | 'email' | 'password'
  autoComplete?: string
  optional?: boolean
}

/** One labelled box of a public form, with its example and what is wrong with it said to everybody. */
export function SetupField(props: SetupFieldProps) {
  const { name, label, typed, wrong, hint, type = 'text', autoComplete = 'off', optional = false } = props
  const described = [wrong ? `${name}-sai` : '', hint ? `${name}-huong-dan` : ''].filter(Boolean).join(' ')
  return (
    <>
      <label htmlFor={name}>{label}</label>
      {hint ? (
        <p className="hint" id={`${name}-huong-dan`}>
          {hint}
        </p>
      ) : null}
      {wrong ? (
        <p className="wrong" id={`${name}-sai`}>
          {wrong}
        </p>
      ) : null}
      <input
        id={name}
        name={name}
        type={type}
        defaultValue={typed}
        required={!optional}
        maxLength={200}
        autoComplete={autoComplete}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={described || undefined}
      />
    </>
  )
}
