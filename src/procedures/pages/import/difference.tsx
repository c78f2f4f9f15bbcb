import { Anchor, Button, Checkbox, Group, List, Paper, Stack, Text, TextInput, Title } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Form, Link, useNavigation } from 'react-router'
import type { Problem } from '../../../platform/errors.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { newKey } from '../../../ui/new-key.ts'
import { Notice } from '../../../ui/notice.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import type { CatalogueDifference } from '../../model/catalogue-difference.ts'
import type { FileProblem } from '../../model/catalogue-table.ts'
import type { CatalogueComparison } from '../../queries/stored-catalogue.ts'

interface Shown {
  file: { id: string; name: string; sha256: string }
  comparison: CatalogueComparison
  problems: readonly FileProblem[]
  count: number
}

/** What the file would change; the administrator ticks what is to be taken and says by which decision and from when. */
export function Difference({ shown, problem }: { shown: Shown; problem: Problem | null }) {
  const { file, comparison, problems, count } = shown
  const { added, changed, gone, unchanged, conflicts } = comparison
  const isNothing = added.length + changed.length + gone.length === 0
  const warnings = [
    ...problems.map(({ row, message }) => `Dòng ${row}: ${message}`),
    ...conflicts.map((each) => each.message),
  ]
  return (
    <Stack gap="lg">
      <Text role="status">
        Tệp “{file.name}” có {count} thủ tục: {added.length} mới, {changed.length} thay đổi, {unchanged} không
        đổi; {gone.length} thủ tục đang áp dụng không có trong tệp.{' '}
        <Anchor component={Link} to="/quan-tri/thu-tuc/nhap" underline="always">
          Chọn tệp khác
        </Anchor>
      </Text>
      {warnings.length > 0 ? (
        <Notice tone="warning" title="Cần xem lại">
          <List size="sm">
            {warnings.map((warning) => (
              <List.Item key={warning}>{warning}</List.Item>
            ))}
          </List>
        </Notice>
      ) : null}
      {isNothing ? (
        <Notice tone="good" title="Không có gì thay đổi">
          <Text size="sm">Danh mục đang có giống hệt tệp.</Text>
        </Notice>
      ) : (
        <ConfirmForm file={file} problem={problem}>
          <Changes title="Thủ tục mới" name="take" isChosen rows={added} />
          <Changes title="Thủ tục thay đổi" name="take" isChosen rows={changed} />
          <Changes title="Không còn trong tệp (chọn để thôi áp dụng)" name="close" rows={gone} />
        </ConfirmForm>
      )}
    </Stack>
  )
}

interface ConfirmFormProps {
  file: Shown['file']
  problem: Problem | null
  children: ReactNode
}

function ConfirmForm({ file, problem, children }: ConfirmFormProps) {
  const [key] = useState(newKey)
  const [validFrom, setValidFrom] = useState('')
  const busy = useNavigation().state !== 'idle'
  return (
    <Form method="post" noValidate preventScrollReset>
      <input type="hidden" name="viec" value="xac-nhan" />
      <input type="hidden" name="idempotencyKey" value={key} />
      <input type="hidden" name="fileId" value={file.id} />
      <input type="hidden" name="sha256" value={file.sha256} />
      <Stack gap="lg">
        {children}
        <Paper withBorder p="md" component="section" aria-labelledby="xac-nhan">
          <Title order={2} size="h4" mb="xs" id="xac-nhan">
            Xác nhận
          </Title>
          <Stack>
            <Group align="start">
              <TextInput
                name="decision"
                label="Theo quyết định công bố số"
                placeholder="1234/QĐ-UBND"
                maxLength={100}
                error={problem?.fields?.decision}
                required
              />
              <DateField
                name="validFrom"
                label="Áp dụng từ ngày"
                value={validFrom}
                onValue={setValidFrom}
                error={problem?.fields?.validFrom}
                required
              />
            </Group>
            {problem ? <ProblemAlert problem={problem} shownFields={['decision', 'validFrom']} /> : null}
            <Text size="sm">
              Mỗi thay đổi thành một phiên bản mới từ ngày này; hồ sơ đã tiếp nhận giữ phiên bản cũ.
            </Text>
            <Button type="submit" loading={busy} w="fit-content">
              Áp dụng các thay đổi đã chọn
            </Button>
          </Stack>
        </Paper>
      </Stack>
    </Form>
  )
}

interface ChangesProps {
  title: string
  name: 'take' | 'close'
  isChosen?: boolean
  rows: readonly {
    key: string
    code: string | null
    name: string
    differences?: readonly CatalogueDifference[]
  }[]
}

function Changes({ title, name, isChosen = false, rows }: ChangesProps) {
  if (rows.length === 0) return null
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {title} ({rows.length})
      </Title>
      <Stack gap="sm">
        {rows.map((row) => (
          <Paper key={row.key} withBorder p="sm">
            <Checkbox
              name={name}
              value={row.key}
              defaultChecked={isChosen}
              label={row.code ? `${row.name} (${row.code})` : row.name}
            />
            {row.differences ? <BeforeAfter differences={row.differences} /> : null}
          </Paper>
        ))}
      </Stack>
    </section>
  )
}

function BeforeAfter({ differences }: { differences: readonly CatalogueDifference[] }) {
  return (
    <Stack gap="xs" mt="xs" ml="xl">
      {differences.map(({ title, removed, added }) => (
        <div key={title}>
          <Text size="sm" fw={600}>
            {title}
          </Text>
          {removed.length > 0 ? (
            <Text size="sm">
              Đang có: <del>{removed.join('; ')}</del>
            </Text>
          ) : null}
          {added.length > 0 ? (
            <Text size="sm">
              Trong tệp: <ins>{added.join('; ')}</ins>
            </Text>
          ) : null}
        </div>
      ))}
    </Stack>
  )
}
