import { Button, Checkbox, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { AppError, problemOf } from '../../platform/errors.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { pageContext, pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { SettingsForm } from '../../ui/settings-form.tsx'
import { saveBankConnection } from '../commands/save-bank-connection.ts'
import { getBankConnection } from '../queries/bank-connection.ts'
import type { Route } from './+types/bank-connection.ts'

export const meta = () => [{ title: 'Ngân hàng báo tiền về — Một Cửa' }]

const shortestSecret = 32

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, getBankConnection.audience)
  const { publicUrl } = context.get(pageContext).services.config
  const settings = await pageRead(context, getBankConnection, {})
  return { settings, address: `${publicUrl}/api/v1/bank-notices/${settings.officeId}` }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, saveBankConnection.audience)
  const form = await request.formData()
  const refuse = (error: AppError) => ({ ok: false as const, problem: problemOf(error) })
  if (form.get('viec') !== 'thiet-lap') return refuse(new AppError('malformed_request'))
  const typed = String(form.get('secret') ?? '').trim()
  if (typed !== '' && !new RegExp(`^[\\x21-\\x7e]{${shortestSecret},200}$`).test(typed)) {
    const secret = `Mã bí mật gồm từ ${shortestSecret} đến 200 chữ không dấu, số, dấu câu, không có dấu cách.`
    return refuse(new AppError('invalid_input', { fields: { secret } }))
  }
  const { secrets } = context.get(pageContext).services
  // Sealed differently each time: its revision, not a key, makes a second click harmless.
  return pageWrite(context, saveBankConnection, {
    input: {
      revision: Number(form.get('revision')),
      active: form.get('active') === 'on',
      secretSealed: typed === '' ? null : secrets.seal(typed),
    },
  })
}

/** 32 bytes that nobody can guess, made in the browser, so that they are shown before they are kept sealed. */
function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Where a bank or provider tells of money that came, and the secret with which it signs. */
export default function BankConnection({ loaderData }: Route.ComponentProps) {
  const { settings, address } = loaderData
  return (
    <Stack maw={800} gap="lg">
      <Title order={1} size="h2">
        Ngân hàng báo tiền về
      </Title>
      <Text>
        Ngân hàng hoặc đơn vị thanh toán gửi thông báo có chữ ký ngay khi tiền vào; khoản phải thu được ghi đã
        nộp liền, không phải chờ sao kê. Sao kê vẫn phải nhập để đối soát.
      </Text>
      <Text size="sm">
        {settings.lastAt
          ? `Thông báo gần nhất ${formatShortMoment(settings.lastAt)}; hôm nay ${settings.today} thông báo.`
          : 'Chưa nhận thông báo nào.'}
      </Text>
      <Group gap="xs">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          Địa chỉ nhận: <b>{address}</b>
        </Text>
        <CopyButton text={address} label="Chép địa chỉ nhận thông báo" />
      </Group>
      <SettingsForm
        settings={settings}
        label="Ngân hàng báo tiền về"
        shownFields={['secret', 'active']}
        saved="Đã lưu"
        submitLabel="Lưu"
      >
        {({ errorAt }) => (
          <>
            <Checkbox name="active" label="Nhận thông báo của ngân hàng" defaultChecked={settings.active} />
            <SecretField hasSecret={settings.hasSecret} error={errorAt('secret')} />
          </>
        )}
      </SettingsForm>
      <Text size="sm">
        Cách ký, mẫu thông báo: xem mục “bank-notices” trong tài liệu API của phần mềm (/api/docs).
      </Text>
    </Stack>
  )
}

function SecretField({ hasSecret, error }: { hasSecret: boolean; error: string | undefined }) {
  const [secret, setSecret] = useState('')
  return (
    <Group align="end" gap="sm">
      <TextInput
        name="secret"
        label="Mã bí mật dùng để ký"
        description={
          hasSecret
            ? 'Đã có mã, không hiện lại. Để trống: giữ mã đang dùng. Lưu mã mới thì mã cũ hết hiệu lực.'
            : 'Nhập mã ngân hàng cấp, hoặc tạo mã rồi chép cho ngân hàng trước khi lưu.'
        }
        value={secret}
        onChange={({ currentTarget }) => setSecret(currentTarget.value)}
        error={error}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        flex="1 1 20rem"
      />
      <Button variant="default" onClick={() => setSecret(newSecret())}>
        Tạo mã bí mật
      </Button>
      {secret ? <CopyButton text={secret} label="Chép mã bí mật" /> : null}
    </Group>
  )
}
