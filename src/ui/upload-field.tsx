import { Anchor, Button, Group, Input, Progress, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { FileChooser } from './file-chooser.tsx'
import { postFiles } from './post-files.ts'

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
  /** Where in the API files are sent to, where it takes more kinds than elsewhere. */
  address?: string
  onChange(files: UploadedFile[]): void
}

/** Chooses files and sends them at once, with progress; what could not be kept is said and can be chosen again. */
export function UploadField(props: Props) {
  const { label, description, error, files, multiple = false, address = '/files', onChange } = props
  const [progress, setProgress] = useState<number | null>(null)
  const [refused, setRefused] = useState('')

  async function take(chosen: File[]) {
    if (chosen.length === 0) return
    setRefused('')
    setProgress(0)
    const { output, problem } = await postFiles<{ files: UploadedFile[] }>(address, chosen, setProgress)
    setProgress(null)
    if (output) onChange(multiple ? [...files, ...output.files] : output.files)
    else setRefused(problem)
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
        <FileChooser multiple={multiple} onChange={(chosen) => take([chosen ?? []].flat())}>
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
        </FileChooser>
      </Stack>
    </Input.Wrapper>
  )
}
