import { Anchor, Button, Group, Progress, Text } from '@mantine/core'
import type { Attachment } from './form-state.ts'

interface Props {
  file: Attachment
  onRemove(): void
  onRetry(): void
}

/** One file: how far it is, or why it was not taken. */
export function AttachmentLine({ file, onRemove, onRetry }: Props) {
  const { name, part, stored, problem } = file
  return (
    <div>
      <Group gap="xs" wrap="nowrap" align="center">
        {stored ? (
          <Anchor
            href={`/api/v1/files/${stored.id}`}
            target="_blank"
            size="sm"
            style={{ overflowWrap: 'anywhere' }}
          >
            {name}
          </Anchor>
        ) : (
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Text>
        )}
        <Text size="xs" c="gray.7" style={{ whiteSpace: 'nowrap' }}>
          {sizeText(file.size)}
        </Text>
        {problem ? (
          <Button size="compact-xs" variant="default" onClick={onRetry} aria-label={`Tải lại tệp ${name}`}>
            Tải lại
          </Button>
        ) : null}
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={onRemove}
          aria-label={`${stored || problem ? 'Bỏ' : 'Dừng tải'} tệp ${name}`}
        >
          {stored || problem ? 'Bỏ' : 'Dừng'}
        </Button>
      </Group>
      {!stored && !problem ? (
        <Progress value={part * 100} aria-label={`Đang tải tệp ${name}`} size="sm" />
      ) : null}
      {problem ? (
        <Text size="sm" c="red.9" role="alert">
          {problem}
        </Text>
      ) : null}
    </div>
  )
}

function sizeText(bytes: number): string {
  return bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / (1024 * 1024)).toLocaleString('vi-VN', { maximumFractionDigits: 1 })} MB`
}
