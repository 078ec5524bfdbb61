import { CircleAlert, Pause, RotateCw, WifiOff } from "lucide-react";
import { AccountChip } from "#components/ui/account-chip";
import { Avatar } from "#components/ui/avatar";
import { Banner } from "#components/ui/banner";
import { Breadcrumb } from "#components/ui/breadcrumb";
import { Button } from "#components/ui/button";
import { Chip } from "#components/ui/chip";
import { EmptyState } from "#components/ui/empty-state";
import { PageHeader } from "#components/ui/page-header";
import { Progress } from "#components/ui/progress";
import { Loading, Skeleton } from "#components/ui/skeleton";
import { type MarkedState, marks, StateMark } from "#components/ui/state-mark";
import { Table, Td, Th } from "#components/ui/table";
import { Chapter, Specimen } from "./specimen";

const states = Object.keys(marks) as MarkedState[];

/** How things are: marks, banners, tables, and what stands where there is nothing yet. */
export function States({ theme }: { theme: string }) {
  return (
    <Chapter title="States">
      <Specimen name="state-mark: every state, its word, icon and colour">
        <div className="flex flex-wrap gap-2">
          {states.map((state) => (
            <StateMark key={state} state={state} />
          ))}
        </div>
        <div className="flex flex-wrap gap-x-4 gap-y-2">
          <StateMark plain state="blocked" word="Not posted · needs @lena.rooftop" />
          <StateMark plain state="retrying" word="Retrying at 16:05" />
        </div>
      </Specimen>
      <Specimen name="chip">
        <div className="flex flex-wrap gap-2">
          <Chip tone="live">Ready</Chip>
          <Chip tone="wait">Reconnect soon</Chip>
          <Chip tone="stop" icon={<CircleAlert />}>
            Reconnect now
          </Chip>
          <Chip tone="held">Limited: private only</Chip>
        </div>
      </Specimen>
      <Specimen name="avatar · account-chip">
        <div className="flex flex-wrap items-center gap-3">
          <Avatar name="Lena" size="sm" />
          <Avatar name="Lena" />
          <Avatar name="Lena" size="lg" src="/styleguide/poster.svg" />
          <AccountChip name="@lena.rooftop" health={{ tone: "stop", word: "Reconnect now" }} />
          <AccountChip name="@kess" href="/styleguide" health={{ tone: "live", word: "Ready" }} />
        </div>
      </Specimen>
      <Specimen name="banner">
        <Banner tone="wait" icon={<RotateCw />} title="TikTok has a problem. We're retrying">
          6 posts are waiting. You don't need to do anything.
        </Banner>
        <Banner
          tone="stop"
          icon={<CircleAlert />}
          title="@lena.rooftop needs to reconnect TikTok"
          actions={
            <Button size="sm" variant="secondary">
              Send link
            </Button>
          }
        />
        <Banner tone="held" icon={<Pause />} title="Paused: waiting for Marta's approval" />
        <Banner
          tone="draft"
          icon={<WifiOff />}
          title="You're offline. 62% is saved; continues by itself"
          live
        />
      </Specimen>
      <Specimen name="progress: known · unknown · done">
        <Progress
          label="Uploading rooftop.mp4"
          value={62}
          detail="44 of 71 MB, about 20 s left. You can keep writing"
        />
        <Progress label="Reading rooftop.mp4" value={null} />
        <Progress label="Uploaded rooftop.mp4" value={100} />
      </Specimen>
      <Specimen name="skeleton: appears after 300 ms">
        <Loading label="Loading posts" className="flex gap-3">
          <Skeleton className="aspect-9/16 w-20" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-4 w-2/3" />
            <Skeleton className="h-4 w-1/2" />
          </div>
        </Loading>
      </Specimen>
      <Specimen name="empty-state">
        <EmptyState action={<Button variant="secondary">Connect an account</Button>}>
          Accounts you may post to appear here.
        </EmptyState>
      </Specimen>
      <Specimen name="page-header · breadcrumb">
        <PageHeader
          above={
            <Breadcrumb
              label={`Breadcrumb, ${theme}`}
              items={[{ label: "Needs fixing", href: "/styleguide" }, { label: "Rooftop set, take 3" }]}
            />
          }
          level={4}
          mark={<StateMark plain state="failed" word="Not posted · needs a new file" />}
          title="Rooftop set, take 3"
          description="Wed 25 Nov, 09:30 New York (in 17 h)"
          actions={<Button>Replace file</Button>}
        />
      </Specimen>
      <Specimen name="table: comfortable · compact">
        {(["comfortable", "compact"] as const).map((density) => (
          <ChecksTable key={density} density={density} caption={`Checks, ${density}, ${theme}`} />
        ))}
      </Specimen>
    </Chapter>
  );
}

function ChecksTable({ caption, density }: { caption: string; density: "comfortable" | "compact" }) {
  return (
    <Table caption={caption} density={density}>
      <thead>
        <tr>
          <Th>Check</Th>
          <Th>Your file</Th>
          <Th>TikTok accepts</Th>
          <Th>Result</Th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <Th scope="row">Frame rate</Th>
          <Td>15 fps</Td>
          <Td>23 to 60 fps</Td>
          <Td>
            <Chip tone="stop" icon={<CircleAlert />}>
              Replace file
            </Chip>
          </Td>
        </tr>
        <tr>
          <Th scope="row">Length</Th>
          <Td>0:42</Td>
          <Td>up to 10:00</Td>
          <Td>
            <Chip tone="live">Fine</Chip>
          </Td>
        </tr>
      </tbody>
    </Table>
  );
}
