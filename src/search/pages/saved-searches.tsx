import { Anchor, Button, Collapse, Group, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Form, Link } from 'react-router'
import { Notice } from '../../ui/notice.tsx'
import type { Written } from '../../ui/page-context.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { searchParameters } from '../model/search-address.ts'
import type { SearchFilter } from '../model/search-filter.ts'

interface Props {
  saved: readonly { id: string; name: string; query: SearchFilter }[]
  /** The search on the page, as in the address; null while there is none to save. */
  asked: string | null
  answer: Written<{ id: string }> | null
  idempotencyKey: string
}

/** One's saved searches: open, delete, and save the one on the page. */
export function SavedSearches({ saved, asked, answer, idempotencyKey }: Props) {
  const [isOpen, list] = useDisclosure(answer !== null)
  const key = <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
  if (asked === null && saved.length === 0) return null
  return (
    <Stack gap="xs">
      <Group>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={list.toggle}
          aria-expanded={isOpen}
          aria-controls="cau-tim-da-luu"
        >
          Câu tìm đã lưu ({saved.length})
        </Button>
      </Group>
      <Collapse expanded={isOpen} id="cau-tim-da-luu" transitionDuration={0}>
        <Stack gap="xs">
          {answer && !answer.ok ? <ProblemAlert problem={answer.problem} shownFields={['name']} /> : null}
          {answer?.ok ? <Notice tone="good" title="Đã ghi" /> : null}
          {saved.map(({ id, name, query }) => (
            <Group key={id} gap="xs">
              <Anchor
                component={Link}
                to={`?${searchParameters(query)}`}
                style={{ overflowWrap: 'anywhere' }}
              >
                {name}
              </Anchor>
              <Form method="post">
                {key}
                <input type="hidden" name="viec" value="xoa" />
                <input type="hidden" name="id" value={id} />
                <Button type="submit" variant="default" size="compact-xs" aria-label={`Xóa câu tìm ${name}`}>
                  Xóa
                </Button>
              </Form>
            </Group>
          ))}
          {asked === null ? null : (
            <Form method="post" key={`${asked} ${saved.length}`}>
              {key}
              <input type="hidden" name="cau" value={asked} />
              <Group align="flex-end" gap="xs">
                <TextInput
                  name="name"
                  label="Lưu câu tìm này với tên"
                  maxLength={80}
                  error={answer && !answer.ok ? answer.problem.fields?.name : undefined}
                />
                <Button type="submit" variant="default">
                  Lưu câu tìm
                </Button>
              </Group>
            </Form>
          )}
        </Stack>
      </Collapse>
    </Stack>
  )
}
