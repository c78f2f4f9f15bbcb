import { Button, Paper, Stack, Table, Text, Title } from '@mantine/core'
import { Form } from 'react-router'
import { pageContext, requireStaff } from '../../ui/page-context.ts'
import type { Route } from './+types/account.ts'

export const meta = () => [{ title: 'Tài khoản — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request)
  const { services } = context.get(pageContext)
  const sessions = await services.sessions.list(request.headers.get('cookie') ?? undefined)
  return { name: actor.name, post: actor.post, sessions }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request)
  const { services } = context.get(pageContext)
  const form = await request.formData()
  await services.sessions.revoke(request.headers.get('cookie') ?? undefined, String(form.get('session')))
  return null
}

export default function Account({ loaderData }: Route.ComponentProps) {
  return (
    <Stack maw={900}>
      <Title order={1} size="h2">
        Tài khoản
      </Title>
      <Text>
        {loaderData.name} · {loaderData.post}
      </Text>
      <Paper withBorder p="md">
        <Title order={2} size="h4" mb="sm">
          Các phiên đang đăng nhập
        </Title>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Bắt đầu</Table.Th>
              <Table.Th>Địa chỉ</Table.Th>
              <Table.Th>Trình duyệt</Table.Th>
              <Table.Th />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {loaderData.sessions.map((session) => (
              <Table.Tr key={session.id}>
                <Table.Td>
                  {session.startedAt.toLocaleString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh' })}
                </Table.Td>
                <Table.Td>{session.ipAddress}</Table.Td>
                <Table.Td>{session.userAgent.slice(0, 60)}</Table.Td>
                <Table.Td>
                  {session.current ? (
                    'Phiên này'
                  ) : (
                    <Form method="post">
                      <input type="hidden" name="session" value={session.id} />
                      <Button type="submit" size="compact-sm" variant="light">
                        Kết thúc
                      </Button>
                    </Form>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Paper>
    </Stack>
  )
}
