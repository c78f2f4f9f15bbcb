import { Button, Checkbox, Group, Paper, Text } from '@mantine/core'
import { exportColumnNames, exportColumns, usualColumns } from '../model/export-columns.ts'
import { searchParameters } from '../model/search-address.ts'
import type { SearchFilter } from '../model/search-filter.ts'

const forms = [
  ['xlsx', 'Excel'],
  ['docx', 'Word'],
  ['pdf', 'PDF'],
] as const

/** Which columns a list of what was found shall have, and as what it is kept. A plain form: the browser keeps the file. */
export function ExportForm({ filter }: { filter: SearchFilter }) {
  return (
    <Paper component="details" withBorder p="sm">
      <Text component="summary" size="sm" fw={600}>
        Xuất kết quả
      </Text>
      <form method="get" target="_blank">
        {[...new URLSearchParams(searchParameters(filter))].map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Group gap="md" mt="sm" role="group" aria-label="Cột của danh sách">
          {exportColumnNames.map((name) => (
            <Checkbox
              key={name}
              name="columns"
              value={name}
              label={exportColumns[name].label}
              defaultChecked={usualColumns.includes(name)}
            />
          ))}
        </Group>
        <Text size="sm" c="gray.7" mt="sm">
          Tối đa 500 kết quả. Danh sách ghi rõ lúc in và người in.
        </Text>
        <Group gap="sm" mt="sm">
          {forms.map(([type, name]) => (
            <Button key={type} type="submit" formAction={`/api/v1/search/export.${type}`} variant="default">
              Xuất {name}
            </Button>
          ))}
        </Group>
      </form>
    </Paper>
  )
}
