import { Button, Paper, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { CommandDialog } from '../../ui/command-dialog.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useAnswer } from '../../ui/use-answer.ts'

interface Props {
  ownKey: { keyId: string; publicKey: string; createdAt: Date } | null
}

/** A long fingerprint in groups that can be read aloud. */
export function spoken(keyId: string): string {
  return keyId.match(/.{1,4}/g)?.join(' ') ?? ''
}

/** The key by which others know this office: shown to be compared, and replaced by a new one. */
export function OwnKey({ ownKey }: Props) {
  const [open, setOpen] = useState(false)
  const [told, setTold] = useState<number | null>(null)
  const { send, busy, problem } = useAnswer<{ told: number }>((output) => {
    setTold(output.told)
    setOpen(false)
  })
  const submit = () => {
    const form = new FormData()
    form.set('viec', 'khoa-moi')
    form.set('first', String(ownKey === null))
    send(form)
  }
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="khoa-cua-don-vi">
      <Title order={2} size="h4" mb="xs" id="khoa-cua-don-vi">
        Khóa ký của đơn vị
      </Title>
      <Stack gap="sm" align="flex-start">
        {told !== null ? (
          <Notice tone="good" title="Đã tạo khóa ký mới">
            {told > 0 ? <Text size="sm">Phần mềm đang báo khóa mới cho {told} cơ quan qua mạng.</Text> : null}
          </Notice>
        ) : null}
        {ownKey ? (
          <>
            <Text size="sm">
              Gửi khóa công khai này cho cơ quan phối hợp qua mạng, rồi gọi điện đọc dấu vân tay để hai bên
              so. Tạo lúc {formatShortMoment(ownKey.createdAt)}.
            </Text>
            <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
              Khóa công khai: <b>{ownKey.publicKey}</b>
            </Text>
            <CopyButton text={ownKey.publicKey} label="Sao chép khóa công khai" />
            <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
              Dấu vân tay: {spoken(ownKey.keyId)}
            </Text>
          </>
        ) : (
          <Text size="sm">
            Đơn vị chưa có khóa ký. Hãy tạo khóa để gửi hồ sơ qua mạng cho cơ quan phối hợp.
          </Text>
        )}
        <Button variant="default" onClick={() => setOpen(true)}>
          {ownKey ? 'Tạo khóa ký mới' : 'Tạo khóa ký'}
        </Button>
      </Stack>
      {open ? (
        <CommandDialog
          title={ownKey ? 'Tạo khóa ký mới' : 'Tạo khóa ký'}
          intro={
            ownKey
              ? 'Cơ quan phối hợp qua mạng được báo khóa mới bằng gói tin ký khóa cũ. Khóa cũ còn dùng với từng cơ quan cho đến khi cơ quan đó nhận khóa mới.'
              : 'Phần riêng của khóa được giữ kín trong phần mềm; phần công khai dùng để cơ quan khác nhận ra đơn vị.'
          }
          submitLabel="Tạo khóa"
          busy={busy}
          problem={problem}
          onSubmit={submit}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </Paper>
  )
}
