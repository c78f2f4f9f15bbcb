import { Button, CloseButton, Stack, Text, TextInput } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { vnd } from '../../../procedures/model/summaries.ts'
import { DocumentName, documentNameId } from './document-name.tsx'
import { feeOfRow, type OriginalFields } from './form-state.ts'
import styles from './original-list.module.css'
import type { Certification } from './use-certification.ts'

interface Props {
  certification: Certification
  picks: readonly string[]
}

const focus = (id: string) => document.getElementById(id)?.focus()
const countId = (field: 'pages' | 'copies', index: number) => `${field}-${index}`

/** The papers, one row each: name, pages of the original, copies, fee. Enter goes on, and after the last adds a row. */
export function OriginalList({ certification, picks }: Props) {
  const { fields, errors, addOriginal } = certification
  const { originals } = fields
  const rows = useRef(originals.length)
  // A row just added gets the cursor.
  useEffect(() => {
    if (originals.length > rows.current) focus(documentNameId(originals.length - 1))
    rows.current = originals.length
  }, [originals.length])
  return (
    <Stack gap="xs">
      <Text size="sm">
        Gõ tên không dấu hoặc chữ cái đầu; Enter lấy gợi ý đầu tiên, Tab giữ chữ đã gõ. Enter ở ô số bản thêm
        dòng mới.
      </Text>
      <ol className={styles.list} aria-label="Giấy tờ cần chứng thực">
        {originals.map((row, index) => (
          <Row key={row.key} row={row} index={index} certification={certification} picks={picks} />
        ))}
      </ol>
      {errors.originals ? (
        <Text size="sm" c="red.9" role="alert">
          {errors.originals}
        </Text>
      ) : null}
      <Button variant="default" onClick={addOriginal} w="fit-content" aria-keyshortcuts="Alt+D">
        Thêm giấy tờ (Alt+D)
      </Button>
    </Stack>
  )
}

interface RowProps extends Props {
  row: OriginalFields
  index: number
}

function Row({ row, index, certification, picks }: RowProps) {
  const { fields, fees, errors, procedure, changeOriginal, addOriginal, removeOriginal } = certification
  const withPages = procedure?.countsPages ?? true
  const fee = feeOfRow(fees, row)
  function onCopiesKey(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    if (index + 1 < fields.originals.length) focus(documentNameId(index + 1))
    else addOriginal()
  }
  const count = (field: 'pages' | 'copies', label: string) => ({
    id: countId(field, index),
    label,
    'aria-label': `${label} của giấy tờ ${index + 1}`,
    inputMode: 'numeric' as const,
    autoComplete: 'off',
    maxLength: 6,
    'data-field': `originals.${index}.${field}`,
    error: errors[`originals.${index}.${field}`],
    value: row[field],
    onFocus: ({ currentTarget }: { currentTarget: HTMLInputElement }) => currentTarget.select(),
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) =>
      changeOriginal(row.key, { [field]: currentTarget.value }),
  })
  return (
    <li className={styles.row}>
      <DocumentName
        index={index}
        value={row.name}
        picks={picks}
        error={errors[`originals.${index}.name`]}
        onChange={(name) => changeOriginal(row.key, { name })}
        onSettled={() => focus(countId(withPages ? 'pages' : 'copies', index))}
      />
      {withPages ? (
        <TextInput
          {...count('pages', 'Số trang')}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
            event.preventDefault()
            focus(countId('copies', index))
          }}
        />
      ) : null}
      <TextInput {...count('copies', 'Số bản')} onKeyDown={onCopiesKey} />
      <div className={styles.fee}>
        <Text size="sm" className={styles.label}>
          Phí
        </Text>
        <Text fw={600}>{fee === null ? '—' : `${vnd(fee)} đ`}</Text>
      </div>
      <CloseButton
        size="lg"
        className={styles.remove}
        aria-label={`Bỏ giấy tờ ${index + 1}`}
        disabled={fields.originals.length === 1}
        onClick={() => removeOriginal(row.key)}
      />
    </li>
  )
}
