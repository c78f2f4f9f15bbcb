import { Button, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { AppError, problemOf } from '../../platform/errors.ts'
import { Notice } from '../../ui/notice.tsx'
import { pageContext, pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { SettingsForm } from '../../ui/settings-form.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { setSigningSettings } from '../commands/signing-settings.ts'
import { createStamper } from '../jobs/timestamps.ts'
import { signingSettings } from '../queries/signing-settings.ts'
import type { Route } from './+types/signing-settings.ts'

export const meta = () => [{ title: 'Thiết lập ký số — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, signingSettings.audience)
  return { settings: await pageRead(context, signingSettings, {}) }
}

export async function action({ context, request }: Route.ActionArgs) {
  const actor = requireStaff(context, request, setSigningSettings.audience)
  const form = await request.formData()
  const text = (name: string) => String(form.get(name) ?? '')
  if (text('viec') === 'thu') {
    const stamp = createStamper(context.get(pageContext).services, actor.officeId)
    const token = await stamp(new TextEncoder().encode('Thử dấu thời gian'))
    return { ok: true as const, output: { works: token !== null } }
  }
  if (text('viec') !== 'thiet-lap')
    return { ok: false as const, problem: problemOf(new AppError('malformed_request')) }
  const input = {
    revision: text('revision'),
    timestampAddress: text('timestampAddress'),
    timestampSeconds: text('timestampSeconds'),
  }
  return pageWrite(context, setSigningSettings, { input, idempotencyKey: text('idempotencyKey') })
}

/** Thiết lập ký số: where the time of a signature is proven. */
export default function SigningSettings({ loaderData: { settings } }: Route.ComponentProps) {
  return (
    <Stack maw={800} gap="lg">
      <Title order={1} size="h2">
        Thiết lập ký số
      </Title>
      <Text size="sm">
        Dấu thời gian chứng minh lúc ký mà không dựa vào đồng hồ của máy người ký. Máy chủ không trả lời kịp
        thì chữ ký vẫn được nhận, không có dấu thời gian; chữ ký của cơ quan ký sau sẽ xác nhận luôn chữ ký
        trước. Chứng thư của máy chủ phải thuộc một chứng thư gốc tin cậy của đơn vị.
      </Text>
      <SettingsForm
        settings={settings}
        label="Thiết lập ký số"
        shownFields={['timestampAddress', 'timestampSeconds']}
        saved="Đã lưu thiết lập"
        submitLabel="Lưu thiết lập"
      >
        {({ field }) => (
          <>
            <TextInput
              label="Địa chỉ máy chủ cấp dấu thời gian"
              description="Chuẩn RFC 3161. Để trống: không lấy dấu thời gian."
              inputMode="url"
              {...field('timestampAddress')}
            />
            <TextInput
              label="Chờ tối đa (giây)"
              description="Người ký chờ trong lúc này; cả lượt ký chỉ chờ một lần."
              inputMode="numeric"
              w={200}
              {...field('timestampSeconds')}
            />
          </>
        )}
      </SettingsForm>
      {settings.timestampAddress === '' ? null : <TryServer />}
    </Stack>
  )
}

function TryServer() {
  const { send, busy, answer } = useTry()
  return (
    <Stack gap="sm" align="flex-start">
      <Button variant="default" loading={busy} onClick={send}>
        Thử lấy dấu thời gian
      </Button>
      {answer === null ? null : (
        <Notice
          tone={answer ? 'good' : 'warning'}
          title={answer ? 'Máy chủ đã cấp dấu thời gian' : 'Máy chủ không cấp dấu thời gian'}
        >
          {answer
            ? null
            : 'Máy chủ không trả lời kịp hoặc trả lời sai. Hãy xem lại địa chỉ, đường mạng, hoặc tăng số giây chờ.'}
        </Notice>
      )}
    </Stack>
  )
}

function useTry() {
  const [answer, setAnswer] = useState<boolean | null>(null)
  const { send, busy } = useAnswer<{ works: boolean }>(({ works }) => setAnswer(works))
  return {
    answer,
    busy,
    send() {
      const form = new FormData()
      form.set('viec', 'thu')
      setAnswer(null)
      send(form)
    },
  }
}
