// TensorFlow writes to standard error while it is loaded, before any setting can stop it.
#include <dlfcn.h>
#include <fcntl.h>
#include <node_api.h>
#include <unistd.h>

#include <string>

static napi_value LoadQuietly(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument;
  size_t length = 0;
  if (napi_get_cb_info(env, info, &count, &argument, nullptr, nullptr) != napi_ok || count != 1 ||
      napi_get_value_string_utf8(env, argument, nullptr, 0, &length) != napi_ok) {
    napi_throw_type_error(env, nullptr, "loadQuietly: expected a path, got something else.");
    return nullptr;
  }
  std::string path(length + 1, '\0');
  napi_get_value_string_utf8(env, argument, &path[0], length + 1, &length);

  const int kept = dup(STDERR_FILENO);
  const int nowhere = open("/dev/null", O_WRONLY);
  if (kept >= 0 && nowhere >= 0) dup2(nowhere, STDERR_FILENO);
  const bool loaded = dlopen(path.c_str(), RTLD_LAZY) != nullptr;
  const std::string reason = loaded ? "" : dlerror();
  if (kept >= 0 && nowhere >= 0) dup2(kept, STDERR_FILENO);
  if (kept >= 0) close(kept);
  if (nowhere >= 0) close(nowhere);

  if (!loaded) napi_throw_error(env, nullptr, reason.c_str());
  return nullptr;
}

NAPI_MODULE_INIT() {
  napi_value function;
  napi_create_function(env, "loadQuietly", NAPI_AUTO_LENGTH, LoadQuietly, nullptr, &function);
  napi_set_named_property(env, exports, "loadQuietly", function);
  return exports;
}
