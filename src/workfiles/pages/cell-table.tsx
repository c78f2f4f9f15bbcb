import { Anchor, Table } from '@mantine/core'
import { Link } from 'react-router'

interface Props {
  label: string
  columns: readonly { label: string }[]
  rows: readonly { id: string; cells: readonly string[]; visible?: boolean }[]
}

/** A list of work files as it is printed; the symbol opens the file for those who may see it. */
export function CellTable({ label, columns, rows }: Props) {
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table withTableBorder aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column.label}>{column.label}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ id, cells, visible = true }) => (
            <Table.Tr key={id}>
              {cells.map((cell, index) => (
                <Table.Td key={columns[index]?.label ?? index}>
                  {index === 1 && visible ? (
                    <Anchor component={Link} inherit to={`/ho-so-cong-viec/${id}`}>
                      {cell}
                    </Anchor>
                  ) : (
                    cell
                  )}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
