import { Anchor, Button, FileButton, Group, Input, Progress, Stack, Text } from '@mantine/core'
import { useState } from 'react'

export interface UploadedFile {
  id: string
  name: string
  size: number
}

interface Props {
  label: string
  description?: string
  error?: string | undefined
  files: readonly UploadedFile[]
  multiple?: boolean
  onChange(files: UploadedFile[]): void
}

/** Chooses files and sends them at once, with progress; what could not be kept is said and can be chosen again. */
export function UploadField({ label, description, error, files, multiple = false, onChange }: Props) {
  const [progress, setProgress] = useState<number | null>(null)
  const [refused, setRefused] = useState('')

  async function take(chosen: File[]) {
    if (chosen.length === 0) return
    setRefused('')
    setProgress(0)
    const sent = await sendFiles(chosen, setProgress)
    setProgress(null)
    if (sent.files) onChange(multiple ? [...files, ...sent.files] : sent.files)
    else setRefused(sent.problem)
  }

  return (
    <Input.Wrapper label={label} description={description} error={refused || error} labelElement="div">
      <Stack gap="xs" mt={6}>
        {files.map((file) => (
          <Group key={file.id} gap="sm" wrap="nowrap">
            <Anchor
              href={`/api/v1/files/${file.id}`}
              target="_blank"
              size="sm"
              style={{ overflowWrap: 'anywhere' }}
            >
              {file.name}
            </Anchor>
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={`Bỏ tệp ${file.name}`}
              onClick={() => onChange(files.filter((each) => each.id !== file.id))}
            >
              Bỏ
            </Button>
          </Group>
        ))}
        {progress !== null ? <Progress value={progress} aria-label="Đang tải tệp lên" /> : null}
        {progress !== null ? (
          <Text size="sm" role="status">
            Đang tải lên {Math.round(progress)}%
          </Text>
        ) : null}
        <FileButton multiple={multiple} onChange={(chosen) => take([chosen ?? []].flat())}>
          {(button) => (
            <Button
              {...button}
              variant="default"
              disabled={progress !== null}
              style={{ alignSelf: 'flex-start' }}
            >
              {files.length > 0 && !multiple ? 'Chọn tệp khác' : 'Chọn tệp'}
            </Button>
          )}
        </FileButton>
      </Stack>
    </Input.Wrapper>
  )
}

type Sent = { files: UploadedFile[]; problem?: undefined } | { files?: undefined; problem: string }

/** XMLHttpRequest because fetch tells no progress of what it sends. */
function sendFiles(chosen: readonly File[], onProgress: (percent: number) => void): Promise<Sent> {
  const body = new FormData()
  for (const file of chosen) body.append('file', file, file.name)
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/api/v1/files')
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? (loaded / total) * 100 : 0)
    request.onload = () => {
      const answer = request.response as { files?: UploadedFile[]; detail?: string } | null
      if (request.status === 201 && answer?.files) resolve({ files: answer.files })
      else resolve({ problem: answer?.detail ?? 'Chưa tải được tệp lên. Hãy thử lại.' })
    }
    request.onerror = () =>
      resolve({ problem: 'Mất kết nối khi tải tệp. Hãy kiểm tra mạng rồi chọn lại tệp.' })
    request.send(body)
  })
}
