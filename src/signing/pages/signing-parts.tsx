import { Button, Group, List, Loader, Text } from '@mantine/core'
import { Notice } from '../../ui/notice.tsx'
import type { UnsignedThing } from '../model/token-batch.ts'

/** Something is under way. */
export function Working({ children }: { children: string }) {
  return (
    <Group gap="sm" role="status" wrap="nowrap">
      <Loader size="sm" aria-hidden />
      <Text size="sm">{children}</Text>
    </Group>
  )
}

interface DoneNoticeProps {
  signed: readonly string[]
  words: string | null
  onDone(): void
}

/** What was signed, by name. */
export function DoneNotice({ signed, words, onDone }: DoneNoticeProps) {
  return (
    <>
      {words ? <Notice tone="warning" title={words} /> : null}
      {signed.length > 0 ? (
        <Notice tone="good" title={`Đã ký số ${signed.length} tệp`}>
          <List size="sm">
            {signed.map((name) => (
              <List.Item key={name}>{name}</List.Item>
            ))}
          </List>
        </Notice>
      ) : null}
      <Button w="fit-content" onClick={onDone} data-autofocus>
        Xong
      </Button>
    </>
  )
}

/** What is not signed, each with its reason. */
export function UnsignedNotice({ unsigned }: { unsigned: readonly UnsignedThing[] }) {
  if (unsigned.length === 0) return null
  return (
    <Notice tone="warning" title={`${unsigned.length} tệp chưa ký được`}>
      <List size="sm">
        {unsigned.map(({ name, detail }) => (
          <List.Item key={`${name}${detail}`}>
            {name}: {detail}
          </List.Item>
        ))}
      </List>
    </Notice>
  )
}
