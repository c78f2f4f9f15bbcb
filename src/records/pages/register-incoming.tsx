import { Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { localDate } from '../../calendar/model/local-time.ts'
import { pageContext, pageRead, requireStaff } from '../../ui/page-context.ts'
import { registerChoices } from '../queries/register-choices.ts'
import type { Route } from './+types/register-incoming.ts'
import { RegisterForm } from './register-form.tsx'
import { type Registered, RegisteredPanel } from './registered-panel.tsx'

export const meta = () => [{ title: 'Đăng ký văn bản đến — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, registerChoices.audience)
  const choices = await pageRead(context, registerChoices, {})
  return { choices, today: localDate(context.get(pageContext).services.clock()) }
}

/** Đăng ký văn bản đến. Each document gets a form mounted anew, so that nothing of the one before stays in it. */
export default function RegisterPage({ loaderData }: Route.ComponentProps) {
  const { choices, today } = loaderData
  const [round, setRound] = useState(0)
  const [registered, setRegistered] = useState<Registered | null>(null)
  function next() {
    setRegistered(null)
    setRound((before) => before + 1)
    window.scrollTo(0, 0)
  }
  return (
    <Stack gap="sm">
      <Title order={1} size="h2">
        Đăng ký văn bản đến
      </Title>
      {registered ? (
        <RegisteredPanel registered={registered} onNext={next} />
      ) : (
        <>
          <Text size="sm">Ô có dấu * phải điền. Bấm Ctrl + Enter để lưu từ bất cứ ô nào.</Text>
          <RegisterForm key={round} choices={choices} today={today} onDone={setRegistered} />
        </>
      )}
    </Stack>
  )
}
