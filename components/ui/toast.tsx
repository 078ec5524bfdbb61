"use client";

import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button";

const manager = Toast.createToastManager();

type Notice = {
  title: string;
  description?: string;
  /** Takes the act back; the toast then closes. It stays 8 s, so that there is time to. */
  undo?: { label: string; run: () => void };
};

/** Says in passing that something was done. Never for a failure: those become guidance where they happened. */
export function notify({ title, description, undo }: Notice): void {
  const id = manager.add({
    title,
    description,
    timeout: 8_000,
    actionProps: undo && {
      children: undo.label,
      onClick: () => {
        undo.run();
        manager.close(id);
      },
    },
  });
}

/** Holds the toasts of the page. `closeLabel` names the button that puts one away. */
export function ToastProvider({
  children,
  closeLabel = "Close",
}: {
  children: ReactNode;
  closeLabel?: string;
}) {
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-4 bottom-20 z-50 mx-auto flex max-w-sm flex-col gap-2 lg:inset-x-auto lg:end-6 lg:bottom-6 lg:w-96">
          <ToastList closeLabel={closeLabel} />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
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
