import { Button, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useRowMoves } from './use-row-moves.ts'

interface RowListProps<Row extends { id: string }> {
  rows: readonly Row[]
  onRows(rows: readonly Row[]): void
  /** What one row is: "giấy tờ". */
  noun: string
  /** How a row is called in what is read out: its name, or that it has none yet. */
  nameOf(row: Row): string
  /** Shows the row; `buttons` move and remove it, `firstFieldId` takes the focus when it is new. */
  children(row: Row, place: { index: number; buttons: ReactNode; firstFieldId: string }): ReactNode
  /** Ways to add a row, by the words of their buttons. */
  add: Readonly<Record<string, () => Row>>
  /** Where a new row goes; behind the others unless told. */
  newAt?(rows: readonly Row[]): number
  /** Makes a row like this one, to stand behind it. */
  copy?(row: Row): Row
  /** A list that must not be empty. */
  keepsOne?: boolean
  /** Told when there is no row. */
  empty?: string
}

/** A list that is edited by keyboard. */
export function RowList<Row extends { id: string }>(props: RowListProps<Row>) {
  const { rows, nameOf, copy } = props
  const moves = useRowMoves(props)
  return (
    <Stack gap="sm">
      {rows.length === 0 && props.empty ? <Text size="sm">{props.empty}</Text> : null}
      {rows.map((row, index) => (
        <div key={row.id}>
          {props.children(row, {
            index,
            firstFieldId: moves.idOf(row, 'first'),
            buttons: (
              <RowButtons
                name={nameOf(row)}
                idOf={(part) => moves.idOf(row, part)}
                isFirst={index === 0}
                isLast={index === rows.length - 1}
                mayRemove={!props.keepsOne || rows.length > 1}
                onMove={(by) => moves.move(row, by)}
                onCopy={copy ? () => moves.copy(row, copy(row)) : undefined}
                onRemove={() => moves.remove(row)}
              />
            ),
          })}
        </div>
      ))}
      <Group gap="xs">
        {Object.entries(props.add).map(([label, make], index) => (
          <Button
            key={label}
            id={moves.addId(index)}
            variant="default"
            size="compact-md"
            onClick={() => moves.add(make())}
          >
            {label}
          </Button>
        ))}
      </Group>
      <Text size="sm" role="status">
        {moves.said}
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
  onCopy: (() => void) | undefined
  onRemove(): void
}

function RowButtons({ name, idOf, isFirst, isLast, mayRemove, onMove, onCopy, onRemove }: RowButtonsProps) {
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
      {onCopy ? (
        <Button {...look} aria-label={`Chép “${name}”`} onClick={onCopy}>
          Chép
        </Button>
      ) : null}
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
