import { Button, Code, Image, List, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Notice } from '../../ui/notice.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import type { AccountChange } from './account-actions.ts'

type Setup = NonNullable<AccountChange['setup']>

/** Turns the one-time code at signing in on and off. The secret and the backup codes are shown once, while turning on. */
export function CodeSettings({ asksForCode }: { asksForCode: boolean }) {
  const [setup, setSetup] = useState<Setup | null>(null)
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="ma-xac-thuc">
      <Title order={2} size="h4" mb="sm" id="ma-xac-thuc">
        Mã xác thực khi đăng nhập
      </Title>
      {setup ? <BackupCodes codes={setup.backupCodes} /> : null}
      {asksForCode ? (
        <ProofForm work="tat-ma" submitLabel="Tắt mã xác thực" onDone={() => setSetup(null)}>
          <Text size="sm">
            Đang bật: khi đăng nhập phải nhập thêm mã 6 số của ứng dụng trên điện thoại. Muốn tắt, hãy nhập
            mật khẩu.
          </Text>
        </ProofForm>
      ) : setup ? (
        <ConfirmForm setup={setup} />
      ) : (
        <ProofForm
          work="chuan-bi-ma"
          submitLabel="Bật mã xác thực"
          onDone={(change) => setSetup(change.setup ?? null)}
        >
          <Text size="sm">
            Đang tắt. Nên bật để người biết mật khẩu của bạn cũng không đăng nhập được. Cần một ứng dụng xác
            thực trên điện thoại (Google Authenticator, Microsoft Authenticator…).
          </Text>
        </ProofForm>
      )}
    </Paper>
  )
}

interface ProofFormProps {
  work: 'chuan-bi-ma' | 'tat-ma'
  submitLabel: string
  onDone(change: AccountChange): void
  children: ReactNode
}

function ProofForm({ work, submitLabel, onDone, children }: ProofFormProps) {
  const { send, busy, problem, errorAt } = useAnswer<AccountChange>(onDone)
  return (
    <form
      key={work}
      method="post"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) send(new FormData(event.currentTarget))
      }}
    >
      <input type="hidden" name="viec" value={work} />
      <Stack maw={560}>
        {children}
        {problem ? <ProblemAlert problem={problem} shownFields={['password']} /> : null}
        <PasswordInput
          name="password"
          label="Mật khẩu của bạn"
          error={errorAt('password')}
          autoComplete="current-password"
          required
        />
        <Button type="submit" loading={busy} w="fit-content">
          {submitLabel}
        </Button>
      </Stack>
    </form>
  )
}

function ConfirmForm({ setup }: { setup: Setup }) {
  const { send, busy, problem, errorAt } = useAnswer<AccountChange>(() => {})
  return (
    <form
      method="post"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) send(new FormData(event.currentTarget))
      }}
    >
      <input type="hidden" name="viec" value="xac-nhan-ma" />
      <Stack maw={560} mt="md">
        <Text size="sm">Quét mã QR bằng ứng dụng xác thực, rồi nhập mã 6 số mà ứng dụng hiện ra.</Text>
        <Image src={setup.picture} alt="Mã QR để thêm tài khoản này vào ứng dụng xác thực" w={220} h={220} />
        <Text size="sm">
          Không quét được? Hãy gõ khóa này vào ứng dụng:{' '}
          <Code style={{ overflowWrap: 'anywhere' }}>{setup.secret.match(/.{1,4}/g)?.join(' ')}</Code>
        </Text>
        {problem ? <ProblemAlert problem={problem} shownFields={['code']} /> : null}
        <TextInput
          name="code"
          label="Mã 6 số trong ứng dụng"
          error={errorAt('code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          autoFocus
          required
        />
        <Button type="submit" loading={busy} w="fit-content">
          Xác nhận
        </Button>
      </Stack>
    </form>
  )
}

function BackupCodes({ codes }: { codes: readonly string[] }) {
  return (
    <Notice tone="warning" title="Mã dự phòng, chỉ hiện một lần">
      <Text size="sm" mb="xs">
        Hãy chép hoặc in ra, cất nơi an toàn. Mỗi mã thay mã 6 số được một lần khi mất điện thoại.
      </Text>
      <List listStyleType="none" size="sm" ff="monospace" style={{ columns: '9rem' }}>
        {codes.map((code) => (
          <List.Item key={code}>{code}</List.Item>
        ))}
      </List>
    </Notice>
  )
}
