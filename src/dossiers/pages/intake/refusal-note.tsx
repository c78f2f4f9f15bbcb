import { Alert, Anchor, List, Text } from '@mantine/core'
import type { ShownProblem } from '../../../ui/call-api.ts'

/** Fields that show their message themselves. */
const shownFields =
  /^(procedureId|agreedWorkingDays|content|setCount|returnPlace|items|reason|(applicant|submitter)\..+|components\.\d+\.provided)$/

interface Props {
  problem: ShownProblem
  /** Whether the fields of the form are in sight, so that their messages need not be said twice. */
  fieldsInSight: boolean
}

/** Why it was not saved and what to do. */
export function RefusalNote({ problem, fieldsInSight }: Props) {
  const messages = Object.entries(problem.fields)
    .filter(([field]) => !fieldsInSight || !shownFields.test(field))
    .map(([, message]) => message)
  return (
    <Alert color="red" variant="light" role="alert" title="Chưa lưu được">
      <Text size="sm">{problem.detail}</Text>
      {messages.length > 0 ? (
        <List size="sm">
          {[...new Set(messages)].map((message) => (
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
