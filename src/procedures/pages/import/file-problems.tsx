import { Alert, Stack, Text } from '@mantine/core'
import { type Column, DataList } from '../../../ui/data-list.tsx'
import type { FileProblem } from '../../model/catalogue-table.ts'

const columns: readonly Column<FileProblem>[] = [
  { header: 'Dòng', cell: ({ row }) => row ?? 'Cả tệp' },
  { header: 'Cột', cell: ({ column }) => column ?? 'Không rõ cột' },
  { header: 'Cần sửa', isPlain: true, cell: ({ message }) => message },
]

/** What is wrong in a file, each with its row and column; the file has to be put right and sent again. */
export function FileProblems({ problems, fileName }: { problems: readonly FileProblem[]; fileName: string }) {
  const shown = problems.slice(0, 200)
  return (
    <Stack>
      <Alert
        color="red"
        variant="light"
        role="alert"
        title={`Tệp “${fileName}” có ${problems.length} chỗ phải sửa`}
      >
        <Text size="sm">Chưa có gì được lưu. Hãy sửa tệp theo danh sách dưới đây rồi tải lên lại.</Text>
      </Alert>
      <DataList
        label="Chỗ phải sửa trong tệp"
        columns={columns}
        rows={shown}
        rowKey={({ row, column, message }) => `${row} ${column} ${message}`}
      />
      {problems.length > shown.length ? <Text size="sm">Chỉ hiện {shown.length} chỗ đầu tiên.</Text> : null}
    </Stack>
  )
}
