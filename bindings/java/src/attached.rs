//! Threads of the library's that enter Java: plugins are called on one.
//!
//! They are attached as daemons, so that one that hangs keeps no JVM from ending, and detached when
//! they end.

use std::cell::RefCell;
use std::ffi::{CStr, c_void};
use std::ptr::null_mut;

use jni::{Env, JavaVM, sys};

use crate::border::Failure;

/// Local references that one piece of work in Java may need.
const FRAME: usize = 8;
/// What Java calls these threads.
const NAME: &CStr = c"semverx plugin";

thread_local! {
    /// Present once this thread was attached here.
    static ATTACHMENT: RefCell<Option<Attachment>> = const { RefCell::new(None) };
}

/// An attached thread; the JVM lets go of it when this is dropped, by the thread's end.
struct Attachment(JavaVM);

impl Attachment {
    fn new(vm: JavaVM) -> Result<Attachment, Failure> {
        let mut arguments = sys::JavaVMAttachArgs {
            version: sys::JNI_VERSION_1_4,
            name: NAME.as_ptr().cast_mut(),
            group: null_mut(),
        };
        let mut env: *mut c_void = null_mut();
        let raw = vm.get_raw();
        // SAFETY: the JVM lives as long as the process does, and reads the arguments, of the version
        // that they claim, during the call only.
        let status = unsafe {
            ((**raw).v1_4.AttachCurrentThreadAsDaemon)(
                raw,
                &raw mut env,
                (&raw mut arguments).cast(),
            )
        };
        match status {
            sys::JNI_OK => Ok(Attachment(vm)),
            status => Err(std::io::Error::other(format!(
                "the JVM takes no thread: {status}"
            )))
            .map_err(|error| diram::Error::io("", error).into()),
        }
    }
}

impl Drop for Attachment {
    fn drop(&mut self) {
        let raw = self.0.get_raw();
        // SAFETY: this thread was attached here and has no frame of Java's left.
        unsafe { ((**raw).v1_1.DetachCurrentThread)(raw) };
    }
}

/// Runs `work` on this thread, whoever's it is. What it leaves pending is cleared.
pub(crate) fn attached<T>(
    work: impl FnOnce(&mut Env<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let vm = JavaVM::singleton()?;
    if !vm.is_thread_attached()? {
        let attachment = Attachment::new(vm.clone())?;
        ATTACHMENT.set(Some(attachment));
    }
    vm.with_local_frame(FRAME, |env| {
        let done = work(env);
        if env.exception_check() {
            env.exception_clear();
        }
        done
    })
}
