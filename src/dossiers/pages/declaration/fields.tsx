import { answerAt } from '../../../procedures/model/declaration-answers.ts'
import type { ColumnField, FlatField, TableField } from '../../../procedures/model/declaration-fields.ts'
import { dateText } from '../../../ui/date-text.ts'

interface Props {
  fields: readonly FlatField[]
  answers: Readonly<Record<string, unknown>>
  /** Message by dotted name. */
  problems: Readonly<Record<string, string>>
  /** Rows shown of each table, where more than it holds. */
  rows: Readonly<Record<string, number>>
}

/** Id of a field by its dotted name, to which the list of what is wrong leads. */
export const fieldId = (name: string) => `tk-${name.replaceAll('.', '-')}`

/** The fields of a declaration as plain inputs named by their dotted names: works without script. */
export function PublicFields({ fields, ...rest }: Props) {
  return groupsOf(fields).map(({ section, inside }) =>
    section ? (
      <fieldset key={section.name}>
        <legend>{section.label}</legend>
        {section.hint ? <p className="hint">{section.hint}</p> : null}
        <Fields fields={inside} {...rest} />
      </fieldset>
    ) : (
      <Fields key="" fields={inside} {...rest} />
    ),
  )
}

function Fields({ fields, answers, problems, rows }: Props) {
  return fields.map((field) => {
    if (field.kind === 'section') return null
    const value = answerAt(answers, field.name)
    return field.kind === 'table' ? (
      <Table key={field.name} field={field} value={value} problems={problems} shown={rows[field.name] ?? 0} />
    ) : (
      <Field key={field.name} field={field} name={field.name} value={value} problem={problems[field.name]} />
    )
  })
}

interface FieldProps {
  field: ColumnField
  name: string
  value: unknown
  problem?: string | undefined
}

function Field({ field, name, value, problem }: FieldProps) {
  const id = fieldId(name)
  const notes = [field.hint ? `${id}-chu` : '', problem ? `${id}-loi` : ''].filter(Boolean).join(' ')
  const described = {
    id,
    name,
    'aria-describedby': notes || undefined,
    'aria-invalid': problem ? true : undefined,
  }
  const hint = field.hint ? (
    <span className="hint" id={`${id}-chu`}>
      {field.hint}
    </span>
  ) : null
  const wrong = problem ? (
    <span className="wrong" id={`${id}-loi`}>
      {problem}
    </span>
  ) : null
  if (field.kind === 'tick') {
    return (
      <>
        <label className="tick">
          <input {...described} type="checkbox" value="on" defaultChecked={value === true} /> {field.label}
        </label>
        {hint}
        {wrong}
      </>
    )
  }
  return (
    <>
      <label htmlFor={id}>
        {field.label}
        {field.required ? null : <span className="hint"> (nếu có)</span>}
      </label>
      {hint}
      <Input field={field} value={value} described={described} />
      {wrong}
    </>
  )
}

const keyboards = {
  date: 'numeric',
  year: 'numeric',
  phone: 'tel',
  'personal-id': 'numeric',
  digits: 'numeric',
  email: 'email',
  time: 'text',
} as const

interface InputProps {
  field: ColumnField
  value: unknown
  described: { id: string; name: string }
}

function Input({ field, value, described }: InputProps) {
  const text = value === undefined || value === null ? '' : String(value)
  if (field.kind === 'choice') {
    return (
      <select {...described} defaultValue={text}>
        <option value="">Chọn…</option>
        {field.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    )
  }
  if (field.kind === 'text' && field.long) return <textarea {...described} rows={3} defaultValue={text} />
  const format = field.kind === 'text' ? field.format : null
  return (
    <input
      {...described}
      defaultValue={format === 'date' ? dateText(text) : text}
      inputMode={field.kind === 'number' ? 'decimal' : format ? keyboards[format] : 'text'}
      placeholder={format === 'date' ? 'ngày/tháng/năm' : undefined}
      autoComplete="off"
    />
  )
}

interface TableProps {
  field: TableField
  value: unknown
  problems: Readonly<Record<string, string>>
  shown: number
}

function Table({ field, value, problems, shown }: TableProps) {
  const filled: unknown[] = Array.isArray(value) ? value : []
  const count = Math.min(field.maxRows, Math.max(1, field.minRows, filled.length, shown))
  return (
    <fieldset id={fieldId(field.name)}>
      <legend>{field.label}</legend>
      {field.hint ? <p className="hint">{field.hint}</p> : null}
      {problems[field.name] ? <p className="wrong">{problems[field.name]}</p> : null}
      {Array.from({ length: count }, (_, index) => (
        <fieldset key={`${field.name}.${String(index)}`} className="row">
          <legend>Dòng {index + 1}</legend>
          {field.columns.map((column) => {
            const name = `${field.name}.${index}.${column.name}`
            return (
              <Field
                key={name}
                field={column}
                name={name}
                value={answerAt(filled[index], column.name)}
                problem={problems[name]}
              />
            )
          })}
        </fieldset>
      ))}
      {count < field.maxRows ? (
        <button
          type="submit"
          className="plain"
          name="them-dong"
          value={`${field.name}=${count + 1}`}
          formNoValidate
        >
          Thêm dòng
        </button>
      ) : null}
    </fieldset>
  )
}

interface Group {
  section: (FlatField & { kind: 'section' }) | null
  inside: FlatField[]
}

/** Runs of fields under the heading before them. */
function groupsOf(fields: readonly FlatField[]): Group[] {
  const groups: Group[] = [{ section: null, inside: [] }]
  for (const field of fields) {
    if (field.kind === 'section') groups.push({ section: field, inside: [] })
    else groups.at(-1)?.inside.push(field)
  }
  return groups.filter(({ section, inside }) => section !== null || inside.length > 0)
}
