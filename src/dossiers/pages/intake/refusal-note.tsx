import { Alert, Anchor, List, Text } from '@mantine/core'
import type { ShownProblem } from '../../../ui/call-api.ts'

/** Why it was not saved and what to do; messages whose field is on the page stand there as well. */
export function RefusalNote({ problem }: { problem: ShownProblem }) {
  const messages = [...new Set(Object.values(problem.fields))]
  return (
    <Alert color="red.9" variant="light" role="alert" title="Chưa lưu được">
      <Text size="sm">{problem.detail}</Text>
      {messages.length > 0 ? (
        <List size="sm">
          {messages.map((message) => (
            <List.Item key={message}>{message}</List.Item>
          ))}
        </List>
      ) : null}
      {problem.status === 401 ? (
        <Text size="sm" mt={4}>
          Phiên làm việc đã hết, nội dung đã nhập vẫn còn.{' '}
          <Anchor href="/dang-nhap?tiep=/tai-khoan" target="_blank" size="sm">
            Đăng nhập ở thẻ mới
          </Anchor>{' '}
          rồi quay lại đây và lưu lại.
        </Text>
      ) : null}
      {problem.status === 0 ? (
        <Text size="sm" mt={4}>
          Có thể máy chủ đã kịp lưu. Cứ lưu lại: hồ sơ không bị tạo hai lần.
        </Text>
      ) : null}
    </Alert>
  )
}
