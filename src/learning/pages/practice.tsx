import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useId } from 'react'
import { Form, redirect } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { isAppError, problemOf } from '../../platform/errors.ts'
import { mayTry } from '../../platform/operations.ts'
import { roleName } from '../../staff/model.ts'
import { newKey } from '../../ui/new-key.ts'
import { pageContext, pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { noteRenewal } from '../commands/note-switch.ts'
import { startTask } from '../commands/start-task.ts'
import { ownTasks } from '../queries/practice-progress.ts'
import type { Route } from './+types/practice.ts'

export const meta = () => [{ title: 'Thực hành — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request)
  const { practice, tasks } = await pageRead(context, ownTasks, {})
  return {
    practice,
    mayRenew: practice && mayTry(actor, noteRenewal.audience),
    keys: tasks.map(() => newKey()),
    tasks: tasks.map(({ doneAt, ...task }) => ({
      ...task,
      done: doneAt ? formatDate(localDate(doneAt)) : null,
    })),
  }
}

export async function action({ context, request }: Route.ActionArgs) {
  const actor = requireStaff(context, request)
  const { services, requestId } = context.get(pageContext)
  const form = Object.fromEntries(await request.formData())
  const cookie = request.headers.get('cookie') ?? undefined
  const call = { actor, requestId }
  if (form.intent === 'start') {
    const idempotencyKey = String(form.idempotencyKey ?? '') || undefined
    return pageWrite(context, startTask, { input: { task: form.task }, idempotencyKey })
  }
  try {
    if (form.intent === 'enter') await services.practice.enter(call, cookie)
    if (form.intent === 'leave') await services.practice.leave(call, cookie)
    if (form.intent === 'renew') await services.practice.renew(call)
  } catch (error) {
    if (!isAppError(error)) services.log.error({ err: error, requestId }, 'page action failed')
    return { ok: false as const, problem: problemOf(error, requestId) }
  }
  throw redirect(form.intent === 'leave' ? '/' : '/thuc-hanh')
}

type Task = Route.ComponentProps['loaderData']['tasks'][number]

export default function PracticePage({ loaderData, actionData }: Route.ComponentProps) {
  const { practice, tasks, keys, mayRenew } = loaderData
  const roles = [...new Set(tasks.map(({ role }) => role))]
  return (
    <Stack gap="lg" maw={900}>
      <Title order={1} size="h2">
        Thực hành
      </Title>
      {actionData && !actionData.ok ? <ProblemAlert problem={actionData.problem} /> : null}
      {practice ? <InPractice mayRenew={mayRenew} /> : <BeforePractice />}
      {tasks.length === 0 ? (
        <Text>
          Chưa có bài thực hành riêng cho phân công của anh, chị. Anh, chị vẫn vào được phòng thực hành để xem
          thử.
        </Text>
      ) : null}
      {roles.map((role) => (
        <section key={role} aria-labelledby={`vai-tro-${role}`}>
          <Title order={2} size="h4" id={`vai-tro-${role}`} mb="xs">
            Bài thực hành: {roleName(role)}
          </Title>
          <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
            {tasks.map((task, index) =>
              task.role === role ? (
                <li key={task.key}>
                  <TaskLine task={task} idempotencyKey={keys[index] ?? ''} practice={practice} />
                </li>
              ) : null,
            )}
          </Stack>
        </section>
      ))}
    </Stack>
  )
}

function BeforePractice() {
  return (
    <>
      <Text>
        Phòng thực hành giống hệt phần mềm thật, với đúng phân công của anh, chị, nhưng mọi hồ sơ ở đó là
        tưởng tượng: làm sai không sao, không gửi gì cho người dân, không tính vào số liệu. Mỗi đêm phòng được
        dọn lại như mới.
      </Text>
      <Form method="post" reloadDocument>
        <Button type="submit" name="intent" value="enter">
          Vào phòng thực hành
        </Button>
      </Form>
    </>
  )
}

function InPractice({ mayRenew }: { mayRenew: boolean }) {
  const hint = useId()
  return (
    <>
      <Text>
        Chọn một bài rồi làm theo các bước hiện ở khung “Bài đang làm”. Phần mềm tự nhận biết khi anh, chị làm
        xong. Bài nào cũng làm lại được.
      </Text>
      {mayRenew ? (
        <Group gap="sm">
          <Form method="post" reloadDocument>
            <Button type="submit" name="intent" value="renew" variant="default" aria-describedby={hint}>
              Làm mới phòng thực hành
            </Button>
          </Form>
          <Text size="sm" id={hint}>
            Hồ sơ tưởng tượng của mọi người đang thực hành sẽ được dọn đi; kết quả đã học vẫn giữ.
          </Text>
        </Group>
      ) : null}
    </>
  )
}

interface LineProps {
  task: Task
  idempotencyKey: string
  practice: boolean
}

function TaskLine({ task, idempotencyKey, practice }: LineProps) {
  const verb = task.begun ? 'Làm lại' : 'Bắt đầu'
  return (
    <Group gap="sm" justify="space-between" wrap="wrap" p="xs" bd="1px solid gray.3">
      <div>
        <Text fw={600}>{task.title}</Text>
        <Text size="sm">{statusOf(task)}</Text>
      </div>
      {practice ? (
        <Form method="post">
          <input type="hidden" name="task" value={task.key} />
          <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
          <Button
            type="submit"
            name="intent"
            value="start"
            variant={task.done ? 'default' : 'filled'}
            aria-label={`${verb}: ${task.title}`}
          >
            {verb}
          </Button>
        </Form>
      ) : null}
    </Group>
  )
}

function statusOf({ done, begun }: Task): string {
  if (done) return `Hoàn thành ngày ${done}.`
  return begun ? 'Đang làm dở.' : 'Chưa làm.'
}
