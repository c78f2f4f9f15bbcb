import { Button, Group, Stack, Text } from '@mantine/core'
import { type ReactNode, useContext, useEffect, useId, useRef, useState } from 'react'
import { ProblemContext } from './problems.tsx'

interface RowListProps<Row extends { id: string }> {
  rows: readonly Row[]
  onRows(rows: readonly Row[]): void
  /** What one row is: "giấy tờ". */
  noun: string
  /** How a row is called in what is read out: its name, or "giấy tờ 3" where it has none. */
  nameOf(row: Row): string
  /** Shows the row; `buttons` move and remove it, `firstFieldId` takes the focus when it is new. */
  children(row: Row, place: { index: number; buttons: ReactNode; firstFieldId: string }): ReactNode
  /** Ways to add a row, by the words of their buttons. */
  add: Readonly<Record<string, () => Row>>
  /** Where a new row goes; behind the others unless told. */
  newAt?(rows: readonly Row[]): number
  /** More buttons for a row. */
  more?(row: Row, index: number): ReactNode
  /** A list that must not be empty. */
  keepsOne?: boolean
  /** Told when there is no row. */
  empty?: string
}

/** A list edited by keyboard: every move puts the focus where work goes on, and says what happened. */
export function RowList<Row extends { id: string }>(props: RowListProps<Row>) {
  const { rows, onRows, noun, nameOf } = props
  const [said, setSaid] = useState('')
  const focus = useRef('')
  const own = useId()
  const { forget } = useContext(ProblemContext)
  const idOf = (row: { id: string }, part: string) => `${own}-${row.id}-${part}`
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
  function move(row: Row, by: -1 | 1) {
    const others = rows.filter(({ id }) => id !== row.id)
    const at = rows.indexOf(row) + by
    const target = at === 0 ? 'down' : at === others.length ? 'up' : by < 0 ? 'up' : 'down'
    const next = [...others.slice(0, at), row, ...others.slice(at)]
    change(next, `“${nameOf(row)}” nay ở vị trí ${at + 1}.`, idOf(row, target))
  }
  function addRow(make: () => Row) {
    const row = make()
    const at = props.newAt?.(rows) ?? rows.length
    change(
      [...rows.slice(0, at), row, ...rows.slice(at)],
      `Đã thêm ${noun} thứ ${at + 1}.`,
      idOf(row, 'first'),
    )
  }
  return (
    <Stack gap="sm">
      {rows.length === 0 && props.empty ? <Text size="sm">{props.empty}</Text> : null}
      {rows.map((row, index) => (
        <div key={row.id}>
          {props.children(row, {
            index,
            firstFieldId: idOf(row, 'first'),
            buttons: (
              <RowButtons
                name={nameOf(row)}
                idOf={(part) => idOf(row, part)}
                isFirst={index === 0}
                isLast={index === rows.length - 1}
                mayRemove={!props.keepsOne || rows.length > 1}
                onMove={(by) => move(row, by)}
                onRemove={() =>
                  change(
                    rows.filter(({ id }) => id !== row.id),
                    `Đã bỏ “${nameOf(row)}”.`,
                    `${own}-add-0`,
                  )
                }
              >
                {props.more?.(row, index)}
              </RowButtons>
            ),
          })}
        </div>
      ))}
      <Group gap="xs">
        {Object.entries(props.add).map(([label, make], index) => (
          <Button
            key={label}
            id={`${own}-add-${index}`}
            variant="default"
            size="compact-md"
            onClick={() => addRow(make)}
          >
            {label}
          </Button>
        ))}
      </Group>
      <Text size="sm" role="status">
        {said}
      </Text>
    </Stack>
  )
}

interface RowButtonsProps {
  name: string
  idOf(part: 'up' | 'down'): string
  isFirst: boolean
  isLast: boolean
  mayRemove: boolean
  onMove(by: -1 | 1): void
  onRemove(): void
  children?: ReactNode
}

function RowButtons({ name, idOf, isFirst, isLast, mayRemove, onMove, onRemove, children }: RowButtonsProps) {
  const look = { size: 'compact-sm', variant: 'default' } as const
  return (
    <Group gap="xs" mt="xs">
      <Button
        {...look}
        id={idOf('up')}
        disabled={isFirst}
        aria-label={`Đưa “${name}” lên`}
        onClick={() => onMove(-1)}
      >
        ↑ Lên
      </Button>
      <Button
        {...look}
        id={idOf('down')}
        disabled={isLast}
        aria-label={`Đưa “${name}” xuống`}
        onClick={() => onMove(1)}
      >
        ↓ Xuống
      </Button>
      {children}
      <Button
        size="compact-sm"
        variant="subtle"
        disabled={!mayRemove}
        aria-label={`Bỏ “${name}”`}
        onClick={onRemove}
      >
        Bỏ
      </Button>
    </Group>
  )
}
