import { Paper, Stack, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { newKey } from '../../../ui/new-key.ts'
import { ComponentFields } from './component-fields.tsx'
import type { CaseDraft, ComponentDraft } from './draft.ts'
import { ProblemLines } from './problem-lines.tsx'
import { RowList } from './row-list.tsx'
import { TypedLine } from './typed-fields.tsx'

interface CasesSectionProps {
  cases: readonly CaseDraft[]
  onCases(cases: readonly CaseDraft[]): void
}

function newComponent(): ComponentDraft {
  return {
    id: newKey(),
    stored: {},
    name: '',
    kind: 'original',
    quantity: '1',
    copies: '',
    required: true,
    mustScan: false,
    paperCode: '',
    note: '',
  }
}

/** The same papers under another name, to be changed. */
function copyOf(from: CaseDraft): CaseDraft {
  const components = from.components.map((component) => ({ ...component, id: newKey() }))
  return { id: newKey(), code: '', name: `${from.name} (bản sao)`, components }
}

/** Trường hợp, each with its papers. */
export function CasesSection({ cases, onCases }: CasesSectionProps) {
  const edit = (id: string, part: Partial<CaseDraft>) =>
    onCases(cases.map((each) => (each.id === id ? { ...each, ...part } : each)))
  return (
    <Stack>
      <ProblemLines path="change.cases" shallow />
      <RowList
        rows={cases}
        onRows={onCases}
        noun="trường hợp"
        nameOf={(each) => each.name || 'trường hợp chưa đặt tên'}
        keepsOne
        add={{ 'Thêm trường hợp': () => ({ id: newKey(), code: '', name: '', components: [] }) }}
        copy={copyOf}
      >
        {(each, { index, buttons, firstFieldId }) => (
          <CaseFields
            each={each}
            index={index}
            firstFieldId={firstFieldId}
            buttons={buttons}
            onEdit={(part) => edit(each.id, part)}
          />
        )}
      </RowList>
    </Stack>
  )
}

interface CaseFieldsProps {
  each: CaseDraft
  index: number
  firstFieldId: string
  buttons: ReactNode
  onEdit(part: Partial<CaseDraft>): void
}

function CaseFields({ each, index, firstFieldId, buttons, onEdit }: CaseFieldsProps) {
  const path = `change.cases.${index}`
  return (
    <Paper withBorder p="sm" component="section" aria-label={`Trường hợp ${index + 1}`}>
      <Stack gap="sm">
        <Title order={3} size="h5">
          Trường hợp {index + 1}
        </Title>
        <TypedLine
          id={firstFieldId}
          path={`${path}.name`}
          label="Tên trường hợp"
          value={each.name}
          onValue={(name) => onEdit({ name })}
        />
        <ProblemLines path={`${path}.components`} shallow />
        <RowList
          rows={each.components}
          onRows={(components) => onEdit({ components })}
          noun="giấy tờ"
          nameOf={(component) => component.name || 'giấy tờ chưa đặt tên'}
          empty="Chưa có giấy tờ nào; người dân không phải nộp giấy tờ trong trường hợp này."
          add={{ 'Thêm giấy tờ': newComponent }}
        >
          {(component, place) => (
            <ComponentFields
              component={component}
              path={`${path}.components.${place.index}`}
              legend={`Giấy tờ ${place.index + 1}`}
              firstFieldId={place.firstFieldId}
              buttons={place.buttons}
              onEdit={(part) =>
                onEdit({
                  components: each.components.map((other) =>
                    other.id === component.id ? { ...other, ...part } : other,
                  ),
                })
              }
            />
          )}
        </RowList>
      </Stack>
      {buttons}
    </Paper>
  )
}
