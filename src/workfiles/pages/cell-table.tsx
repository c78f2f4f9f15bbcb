import { Anchor, Text } from '@mantine/core'
import { Link } from 'react-router'
import { DataList } from '../../ui/data-list.tsx'

interface Row {
  id: string
  cells: readonly string[]
  visible?: boolean
}

interface Props {
  label: string
  columns: readonly { label: string }[]
  rows: readonly Row[]
}

/** A list of work files in the columns in which it is printed; the symbol opens the file for those who may see it. */
export function CellTable({ label, columns, rows }: Props) {
  return (
    <DataList
      label={label}
      columns={columns.map((column, index) => ({
        header: column.label,
        isTitle: index === 1,
        cell: ({ id, cells, visible = true }: Row) =>
          index === 1 && visible ? (
            <Anchor component={Link} inherit to={`/ho-so-cong-viec/${id}`}>
              {cells[index]}
            </Anchor>
          ) : (
            <Text span size="sm">
              {cells[index]}
            </Text>
          ),
      }))}
      rows={rows}
      rowKey={({ id }) => id}
    />
  )
}
