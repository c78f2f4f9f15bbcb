import { Button, Paper, Stack, Text, Textarea, Title } from '@mantine/core'
import { useState } from 'react'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { CommandDialog } from '../../ui/command-dialog.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import type { InterchangeSettingsView } from '../queries/get-setup.ts'

/** The certificate that messages are signed with: shown to be compared, and replaced. */
export function OwnCertificate({ settings }: { settings: InterchangeSettingsView }) {
  const { certificate, revision } = settings
  const [open, setOpen] = useState(false)
  const { send, busy, problem, errorAt } = useAnswer(() => setOpen(false))
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="chung-thu">
      <Stack gap="sm" align="flex-start">
        <Title order={2} size="h4" id="chung-thu">
          Chứng thư ký thông điệp
        </Title>
        {certificate ? (
          <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
            {certificate.subject}, dùng đến {formatDate(certificate.validTo)}. Dấu vân tay SHA-256:{' '}
            <b>{certificate.fingerprint}</b>
          </Text>
        ) : (
          <Text size="sm">Chưa có. Thông điệp gửi đi không có chữ ký của hệ thống.</Text>
        )}
        <Button variant="default" onClick={() => setOpen(true)}>
          {certificate ? 'Thay hoặc gỡ chứng thư' : 'Đặt chứng thư'}
        </Button>
      </Stack>
      {open ? (
        <CommandDialog
          title="Chứng thư ký thông điệp"
          intro="Dán chứng thư và khóa riêng (PEM, RSA, không đặt mật khẩu). Khóa riêng được mã hóa khi lưu và không hiện lại. Để trống cả hai ô thì thông điệp gửi đi không có chữ ký."
          submitLabel="Lưu chứng thư"
          busy={busy}
          problem={problem}
          shownFields={['certificate']}
          onSubmit={(form) => {
            form.set('viec', 'chung-thu')
            form.set('revision', String(revision))
            send(form)
          }}
          onClose={() => setOpen(false)}
        >
          <Textarea
            name="certificate"
            label="Chứng thư"
            placeholder="-----BEGIN CERTIFICATE-----"
            error={errorAt('certificate')}
            minRows={4}
            autosize
            maxRows={8}
          />
          <Textarea
            name="key"
            label="Khóa riêng"
            placeholder="-----BEGIN PRIVATE KEY-----"
            minRows={4}
            autosize
            maxRows={8}
            autoComplete="off"
          />
        </CommandDialog>
      ) : null}
    </Paper>
  )
}
