import { useContext, useEffect, useId, useRef, useState } from 'react'
import { ProblemContext } from './problems.tsx'

interface Rows<Row extends { id: string }> {
  rows: readonly Row[]
  onRows(rows: readonly Row[]): void
  /** What one row is: "giấy tờ". */
  noun: string
  /** How a row is called in what is read out. */
  nameOf(row: Row): string
  /** Where a new row goes; behind the others unless told. */
  newAt?(rows: readonly Row[]): number
}

/** Changes of a list: each puts the focus where work goes on, and says what happened. */
export function useRowMoves<Row extends { id: string }>({ rows, onRows, noun, nameOf, newAt }: Rows<Row>) {
  const [said, setSaid] = useState('')
  const focus = useRef('')
  const own = useId()
  const { forget } = useContext(ProblemContext)
  const idOf = (row: { id: string }, part: string) => `${own}-${row.id}-${part}`
  const addId = (index: number) => `${own}-add-${index}`
  useEffect(() => {
    if (focus.current && rows) document.getElementById(focus.current)?.focus()
    focus.current = ''
  }, [rows])

  function change(next: readonly Row[], words: string, target: string) {
    focus.current = target
    setSaid(words)
    // Messages name rows by their place.
    forget()
    onRows(next)
  }
  function insert(row: Row, at: number, words: string) {
    change([...rows.slice(0, at), row, ...rows.slice(at)], words, idOf(row, 'first'))
  }
  return {
    said,
    idOf,
    addId,
    add(row: Row) {
      const at = newAt?.(rows) ?? rows.length
      insert(row, at, `Đã thêm ${noun} thứ ${at + 1}.`)
    },
    copy(row: Row, made: Row) {
      insert(made, rows.indexOf(row) + 1, `Đã chép “${nameOf(row)}”.`)
    },
    remove(row: Row) {
      const others = rows.filter(({ id }) => id !== row.id)
      change(others, `Đã bỏ “${nameOf(row)}”.`, addId(0))
    },
    move(row: Row, by: -1 | 1) {
      const others = rows.filter(({ id }) => id !== row.id)
      const at = rows.indexOf(row) + by
      const target = at === 0 ? 'down' : at === others.length ? 'up' : by < 0 ? 'up' : 'down'
      const next = [...others.slice(0, at), row, ...others.slice(at)]
      change(next, `“${nameOf(row)}” nay ở vị trí ${at + 1}.`, idOf(row, target))
    },
  }
}
