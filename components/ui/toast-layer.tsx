"use client";

import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button";
import { type Notice, serveNotices } from "./toast";

type Manager = ReturnType<typeof Toast.createToastManager>;

/** How long a toast stays, in ms: long enough to read it and take the act back. */
const stay = 8_000;

/** Where toasts appear. Loaded with the first one. `closeLabel` names the button that puts one away. */
export function ToastLayer({ closeLabel = "Close" }: { closeLabel?: string }) {
  const [manager] = useState(() => Toast.createToastManager());
  useEffect(() => serveNotices((notice) => add(manager, notice)), [manager]);
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-4 bottom-20 z-50 mx-auto flex max-w-sm flex-col gap-2 lg:inset-x-auto lg:end-6 lg:bottom-6 lg:w-96">
          <ToastList closeLabel={closeLabel} />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function add(manager: Manager, { title, description, undo }: Notice): void {
  const id = manager.add({
    title,
    description,
    timeout: stay,
    actionProps: undo && {
      children: undo.label,
      onClick: () => {
        undo.run();
        manager.close(id);
      },
    },
  });
}

function ToastList({ closeLabel }: { closeLabel: string }) {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      swipeDirection={["down", "right"]}
      className="rounded-lg border border-line-strong bg-raised p-3 ps-4 text-ink shadow-float transition duration-[180ms] data-ending-style:translate-y-2 data-ending-style:opacity-0 data-limited:hidden data-starting-style:translate-y-2 data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-center gap-2">
        <div className="min-w-0 flex-1">
          <Toast.Title className="text-label" />
          <Toast.Description className="text-label font-normal text-ink-2" />
        </div>
        <Toast.Action render={<Button variant="secondary" size="sm" />} />
        <Toast.Close render={<Button variant="ghost" size="sm" icon aria-label={closeLabel} />}>
          <X />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
