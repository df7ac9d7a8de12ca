//! Work beside the window: named threads, cancel, progress, newest wins. The only `std::thread`.
//!
//! A [`Task`] runs one closure and is asked with [`Task::poll`]; it calls the [`Waker`] when it has something to say, so nobody
//! polls in a loop. A panic in a task ends that task alone and is told in words. [`Worker`] is a thread that takes messages one
//! after the other until it is dropped, and finishes what it was given.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Called from another thread when there is something to look at; the window asks for a frame.
#[derive(Clone)]
pub struct Waker(Arc<dyn Fn() + Send + Sync>);

impl Waker {
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self(Arc::new(wake))
    }

    /// Wakes whoever waits.
    pub fn wake(&self) {
        (self.0)();
    }
}

impl Default for Waker {
    /// Wakes nobody: for the command line and tests.
    fn default() -> Self {
        Self::new(|| {})
    }
}

impl std::fmt::Debug for Waker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Waker")
    }
}

/// Waits, for those that have nothing else to do.
pub fn pause(time: Duration) {
    std::thread::sleep(time);
}

/// Does all of these at once, and comes back with what they give, in their order, when the last is done. A panic in one of them is
/// one here.
pub fn together<T: Send>(jobs: impl Iterator<Item = impl FnOnce() -> T + Send>) -> Vec<T> {
    std::thread::scope(|scope| {
        let started: Vec<_> = jobs.map(|job| scope.spawn(job)).collect();
        started.into_iter().map(|job| job.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}

/// How far a task has come, and whether it should stop; shared between the task and who started it.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<State>);

#[derive(Debug, Default)]
struct State {
    cancelled: AtomicBool,
    done: AtomicU64,
    total: AtomicU64,
    doing: Mutex<String>,
    waker: Mutex<Waker>,
}

impl Progress {
    /// Should the task stop? It looks between two pieces of work.
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.load(Ordering::Relaxed)
    }

    pub fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::Relaxed);
    }

    /// How many pieces there are; 0 while unknown.
    pub fn set_total(&self, total: usize) {
        self.0.total.store(total as u64, Ordering::Relaxed);
    }

    /// One more piece is done; `doing` names the next.
    pub fn advance(&self, doing: &str) {
        self.0.done.fetch_add(1, Ordering::Relaxed);
        doing.clone_into(&mut self.0.doing.lock().unwrap_or_else(PoisonError::into_inner));
        self.0.waker.lock().unwrap_or_else(PoisonError::into_inner).wake();
    }

    /// (pieces done, pieces in all or 0).
    pub fn counts(&self) -> (usize, usize) {
        (self.0.done.load(Ordering::Relaxed) as usize, self.0.total.load(Ordering::Relaxed) as usize)
    }

    /// What it is at.
    pub fn doing(&self) -> String {
        self.0.doing.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Why a task gave no result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TaskError {
    #[error("“{name}” stopped unexpectedly ({message}); nothing was changed by it. Try again")]
    Panicked { name: String, message: String },
    #[error("“{0}” could not be started; the system has no thread left. Close something and try again")]
    NoThread(String),
}

/// One piece of work on its own thread. Dropping it cancels it.
#[derive(Debug)]
pub struct Task<T> {
    name: String,
    progress: Progress,
    result: Receiver<Result<T, TaskError>>,
    over: bool,
}

impl<T: Send + 'static> Task<T> {
    /// Starts `work` on a thread called `name`.
    pub fn start(name: &str, waker: &Waker, work: impl FnOnce(&Progress) -> T + Send + 'static) -> Self {
        let progress = Progress::default();
        *progress.0.waker.lock().unwrap_or_else(PoisonError::into_inner) = waker.clone();
        let (sender, result) = channel();
        let (inner, waker, shown) = (progress.clone(), waker.clone(), name.to_owned());
        let failed = sender.clone();
        let started = std::thread::Builder::new().name(name.to_owned()).spawn(move || {
            let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&inner)));
            let outcome = outcome.map_err(|panic| TaskError::Panicked { name: shown, message: message(&*panic) });
            let _ = sender.send(outcome); // nobody listens any more: then nobody wants it
            waker.wake();
        });
        if started.is_err() {
            let _ = failed.send(Err(TaskError::NoThread(name.to_owned())));
        }
        Self { name: name.to_owned(), progress, result, over: false }
    }

    /// The result, once, as soon as it is there; `None` before and after.
    pub fn poll(&mut self) -> Option<Result<T, TaskError>> {
        if self.over {
            return None;
        }
        match self.result.try_recv() {
            Ok(outcome) => {
                self.over = true;
                Some(outcome)
            }
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => {
                self.over = true;
                Some(Err(TaskError::NoThread(self.name.clone())))
            }
        }
    }

    /// As [`Task::poll`], waiting at most `most` for the result.
    pub fn poll_within(&mut self, most: Duration) -> Option<Result<T, TaskError>> {
        if self.over {
            return None;
        }
        let outcome = self.result.recv_timeout(most).ok()?;
        self.over = true;
        Some(outcome)
    }

    /// Waits for the result: for the command line and tests.
    ///
    /// # Errors
    /// Where the task panicked or could not be started.
    pub fn wait(self) -> Result<T, TaskError> {
        self.result.recv().unwrap_or_else(|_| Err(TaskError::NoThread(self.name.clone())))
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Was the result handed out?
    pub fn is_over(&self) -> bool {
        self.over
    }
}

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.progress.cancel();
    }
}

fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no reason given".to_owned())
}

/// A place for one task of a kind: starting another cancels the one before, whose result is never seen.
#[derive(Debug)]
pub struct Newest<T> {
    task: Option<Task<T>>,
}

impl<T> Default for Newest<T> {
    fn default() -> Self {
        Self { task: None }
    }
}

impl<T: Send + 'static> Newest<T> {
    /// Starts `work`; whatever ran here is cancelled.
    pub fn start(&mut self, name: &str, waker: &Waker, work: impl FnOnce(&Progress) -> T + Send + 'static) {
        self.task = Some(Task::start(name, waker, work));
    }

    /// The result of the newest task, once.
    pub fn poll(&mut self) -> Option<Result<T, TaskError>> {
        let outcome = self.task.as_mut()?.poll()?;
        self.task = None;
        Some(outcome)
    }

    /// Waits for the newest task, at most `most`; `None` if there is none or it takes longer.
    pub fn wait(&mut self, most: Duration) -> Option<Result<T, TaskError>> {
        let outcome = self.task.as_mut()?.poll_within(most)?;
        self.task = None;
        Some(outcome)
    }

    pub fn cancel(&mut self) {
        self.task = None;
    }

    /// The one that runs.
    pub fn running(&self) -> Option<&Task<T>> {
        self.task.as_ref()
    }
}

/// What a [`Worker`] sees next.
#[derive(Debug)]
pub enum Next<M> {
    Message(M),
    /// Nothing came for the time given.
    Quiet,
    /// The owner is gone; finish.
    Over,
}

/// A thread that takes messages in order. Dropping it waits until all are worked off.
#[derive(Debug)]
pub struct Worker<M> {
    sender: Option<Sender<M>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl<M: Send + 'static> Worker<M> {
    /// Starts `work` on a thread called `name`; it asks its argument for the next message, waiting at most the given time, and
    /// returns after [`Next::Over`].
    ///
    /// # Errors
    /// Where the system has no thread left.
    pub fn start(name: &str, work: impl FnOnce(&dyn Fn(Duration) -> Next<M>) + Send + 'static) -> Result<Self, TaskError> {
        use std::sync::mpsc::RecvTimeoutError::{Disconnected, Timeout};
        let (sender, receiver) = channel();
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(move || {
            work(&|wait| match receiver.recv_timeout(wait) {
                Ok(message) => Next::Message(message),
                Err(Timeout) => Next::Quiet,
                Err(Disconnected) => Next::Over,
            });
        });
        let thread = thread.map_err(|_| TaskError::NoThread(name.to_owned()))?;
        Ok(Self { sender: Some(sender), thread: Some(thread) })
    }

    /// A way to send from elsewhere; the worker goes on until all of them are gone.
    pub fn sender(&self) -> Option<Sender<M>> {
        self.sender.clone()
    }

    /// Hands over a message; false if the thread has ended.
    pub fn send(&self, message: M) -> bool {
        self.sender.as_ref().is_some_and(|sender| sender.send(message).is_ok())
    }
}

impl<M> Drop for Worker<M> {
    fn drop(&mut self) {
        self.sender = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join(); // a panic there was its own
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_handed_out_once_and_a_panic_is_told() {
        assert_eq!(Task::start("add", &Waker::default(), |_| 1 + 1).wait(), Ok(2));
        let failed = Task::start("boom", &Waker::default(), |_| -> u8 { panic!("no bread") }).wait();
        assert_eq!(failed, Err(TaskError::Panicked { name: "boom".into(), message: "no bread".into() }));
    }

    #[test]
    fn what_is_done_together_comes_back_in_order() {
        let first_is_slow = |number: u64| pause(Duration::from_millis(if number == 1 { 20 } else { 0 }));
        let sums = together((1..=5).map(|number| {
            move || {
                first_is_slow(number);
                (1..=number).sum::<u64>()
            }
        }));
        assert_eq!(sums, [1, 3, 6, 10, 15]);
    }

    #[test]
    fn the_newest_wins_and_the_older_is_cancelled() {
        let mut place = Newest::default();
        let (sender, receiver) = channel();
        place.start("old", &Waker::default(), move |progress| {
            while !progress.is_cancelled() {
                std::thread::yield_now();
            }
            sender.send(()).unwrap();
            1
        });
        let (told, hear) = channel();
        place.start("new", &Waker::new(move || told.send(()).unwrap()), |_| 2);
        receiver.recv().unwrap();
        hear.recv().unwrap();
        assert_eq!(place.poll(), Some(Ok(2)));
        assert_eq!(place.poll(), None);
    }

    #[test]
    fn a_worker_finishes_what_it_was_given() {
        let (sender, receiver) = channel();
        let worker = Worker::start("count", move |next| {
            let mut sum = 0;
            loop {
                match next(Duration::from_secs(5)) {
                    Next::Message(number) => sum += number,
                    Next::Quiet => {}
                    Next::Over => break,
                }
            }
            sender.send(sum).unwrap();
        });
        let worker = worker.unwrap();
        assert!((1..=10).all(|number| worker.send(number)));
        drop(worker);
        assert_eq!(receiver.recv(), Ok(55));
    }
}
