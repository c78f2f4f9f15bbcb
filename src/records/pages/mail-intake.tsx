import { Anchor, Group, List, Paper, Stack, Text, UnstyledButton } from '@mantine/core'
import { type DragEvent, useState } from 'react'
import { Link } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { FileChooser } from '../../ui/file-chooser.tsx'
import { Notice } from '../../ui/notice.tsx'
import { postFiles } from '../../ui/post-files.ts'
import type { TakenMail } from '../api/mail-route.ts'

/** Takes a saved message, dropped or chosen: its files join the others, its head fills empty boxes. */
export function MailIntake({ onTaken }: { onTaken(taken: TakenMail): void }) {
  const [percent, setPercent] = useState<number | null>(null)
  const [isOver, setOver] = useState(false)
  const [refused, setRefused] = useState('')
  const [taken, setTaken] = useState<TakenMail | null>(null)

  async function take(file: File | null | undefined) {
    if (!file || percent !== null) return
    setRefused('')
    setTaken(null)
    setPercent(0)
    const { output, problem } = await postFiles<TakenMail>('/incoming-mail', [file], setPercent)
    setPercent(null)
    if (!output) return setRefused(problem)
    setTaken(output)
    onTaken(output)
  }
  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files[0])
  }
  return (
    <Stack gap="xs">
      <Paper
        withBorder
        p="xs"
        bg={isOver ? 'blue.0' : undefined}
        style={{ borderStyle: 'dashed' }}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Group gap="xs">
          <Text size="sm">Đến bằng thư điện tử: thả thư đã lưu (.eml) vào đây hoặc</Text>
          <FileChooser accept=".eml,message/rfc822" onChange={take}>
            {(button) => (
              <UnstyledButton {...button} disabled={percent !== null} td="underline" c="blue.9" fz="sm">
                chọn thư
              </UnstyledButton>
            )}
          </FileChooser>
        </Group>
        {percent === null ? null : (
          <Text size="sm" role="status">
            {percent < 100 ? `Đang tải thư lên ${Math.round(percent)}%` : 'Đang đọc thư'}
          </Text>
        )}
      </Paper>
      {refused ? (
        <Notice tone="warning" title="Chưa đọc được thư">
          {refused}
        </Notice>
      ) : null}
      {taken ? <Taken mail={taken} /> : null}
    </Stack>
  )
}

/** What was read, for the clerk to compare: the boxes below are proposals. */
function Taken({ mail }: { mail: TakenMail }) {
  const { from, subject, files, refused, same } = mail
  return (
    <Notice
      tone={refused.length > 0 || same.length > 0 ? 'warning' : 'good'}
      title="Đã đọc thư, chưa đăng ký"
    >
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {from || 'Không rõ người gửi'}: {subject || 'thư không có tiêu đề'}. Nhận {files.length} tệp. Các ô
        bên dưới là đề xuất, hãy đối chiếu với văn bản rồi sửa cho đúng.
      </Text>
      {refused.length > 0 ? (
        <List size="sm">
          {refused.map(({ name, words }, index) => (
            <List.Item key={`${index} ${name}`} style={{ overflowWrap: 'anywhere' }}>
              Không nhận “{name}”: {words}
            </List.Item>
          ))}
        </List>
      ) : null}
      {same.map(({ id, arrivalNumber, arrivedOn, symbol }) => (
        <Text key={id} size="sm">
          Tệp này đã có ở văn bản{' '}
          <Anchor component={Link} to={`/van-ban-den/${id}`} target="_blank" inherit>
            số đến {arrivalNumber} ({symbol})
          </Anchor>
          , đến ngày {formatDate(arrivedOn)}. Có thể thư này đã đăng ký.
        </Text>
      ))}
    </Notice>
  )
}
