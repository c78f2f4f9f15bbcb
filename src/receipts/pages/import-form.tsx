import { Alert, Button, FileInput, List, Paper, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { Form, useNavigation } from 'react-router'
import { newKey } from '../../ui/new-key.ts'
import { Notice } from '../../ui/notice.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import type { BroughtStatement } from './receive-statement.server.ts'

/** Bringing a statement, and what came of the last one. */
export function ImportForm({ brought }: { brought: BroughtStatement | null }) {
  // With the key of before, the next file would be taken for the same one.
  const [key, setKey] = useState(newKey)
  const [shown, setShown] = useState(brought)
  if (shown !== brought) {
    setShown(brought)
    setKey(newKey())
  }
  const busy = useNavigation().state === 'submitting'
  const problem = brought && !brought.ok ? brought.problem : null
  return (
    <Paper withBorder p="md">
      <Form method="post" encType="multipart/form-data" noValidate>
        <input type="hidden" name="idempotencyKey" value={key} />
        <Stack>
          <FileInput
            key={key}
            name="tep"
            label="Tệp sao kê"
            description="Excel (.xlsx), CSV, MT940 hoặc CAMT.053, tối đa 7 MB"
            placeholder="Chọn tệp"
            error={problem?.fields?.tep}
            maw={520}
          />
          <Text size="sm">
            Tải tệp từ ngân hàng, không sửa. Mỗi giao dịch chỉ được tính một lần, dù có trong nhiều sao kê.
          </Text>
          <Button type="submit" loading={busy} w="fit-content">
            Nhập sao kê
          </Button>
          {problem ? <ProblemAlert problem={problem} shownFields={['tep']} /> : null}
          {brought?.ok ? (
            <Notice tone="good" title={`Đã nhập “${brought.name}”`}>
              <Text size="sm">
                {brought.lines} dòng, {brought.fresh} dòng mới.
              </Text>
            </Notice>
          ) : null}
          {brought && !brought.ok && brought.faults.length > 0 ? (
            <Alert color="red" variant="light" role="alert" title={`Chưa nhập được “${brought.name}”`}>
              <Text size="sm">Chưa có gì được lưu.</Text>
              <List size="sm">
                {brought.faults.map(({ row, message }) => (
                  <List.Item key={`${row} ${message}`}>
                    {row === null ? '' : `Dòng ${row}: `}
                    {message}
                  </List.Item>
                ))}
              </List>
            </Alert>
          ) : null}
        </Stack>
      </Form>
    </Paper>
  )
}
