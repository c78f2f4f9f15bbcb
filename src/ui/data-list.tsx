import type { KeyboardEvent, ReactNode } from 'react'
import styles from './data-list.module.css'

export interface Column<Row> {
  header: string
  cell(row: Row): ReactNode
  /** The cell that names the row and holds the link that opens it. On a phone it heads the card. */
  isTitle?: boolean
  /** No label on a phone: the content speaks for itself. */
  isPlain?: boolean
  /** Long text beside short cells: it gets half of the width. */
  isWide?: boolean
}

interface Props<Row> {
  /** What the list is, for those who cannot see it. */
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey(row: Row): string
}

/** A table on a desk's screen and cards on a phone. Arrow keys go from row to row, Enter opens. */
export function DataList<Row>({ label, columns, rows, rowKey }: Props<Row>) {
  return (
    <table className={styles.list}>
      <caption>{label}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.header} scope="col" className={column.isWide ? styles.wide : undefined}>
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody onKeyDown={walkRows}>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map((column) => (
              <td
                key={column.header}
                data-label={column.isTitle || column.isPlain ? '' : column.header}
                className={column.isTitle ? styles.title : undefined}
              >
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Up and down move the focus to the link that opens the row before or after. */
function walkRows(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>(`.${styles.title} a`)]
  const row = (event.target as HTMLElement).closest('tr')
  const at = links.findIndex((link) => row?.contains(link))
  const next = links[at + (event.key === 'ArrowDown' ? 1 : -1)]
  if (at < 0 || !next) return
  event.preventDefault()
  next.focus()
}
