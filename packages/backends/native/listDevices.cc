// tfjs-node's addon only tells whether a GPU is used; which devices TensorFlow sees, this asks.
#include <node_api.h>

#include <memory>

#include "tensorflow/c/c_api.h"
#include "tensorflow/c/eager/c_api.h"

template <typename Thing>
using Owned = std::unique_ptr<Thing, void (*)(Thing*)>;

static napi_value Text(napi_env env, const char* text) {
  napi_value value;
  napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, &value);
  return value;
}

static napi_value ListDevices(napi_env env, napi_callback_info) {
  const Owned<TF_Status> status(TF_NewStatus(), TF_DeleteStatus);
  const auto failed = [&] {
    if (TF_GetCode(status.get()) == TF_OK) return false;
    napi_throw_error(env, nullptr, TF_Message(status.get()));
    return true;
  };
  const Owned<TFE_ContextOptions> options(TFE_NewContextOptions(), TFE_DeleteContextOptions);
  const Owned<TFE_Context> context(TFE_NewContext(options.get(), status.get()), TFE_DeleteContext);
  if (failed()) return nullptr;
  const Owned<TF_DeviceList> list(TFE_ContextListDevices(context.get(), status.get()), TF_DeleteDeviceList);
  if (failed()) return nullptr;

  napi_value devices;
  napi_create_array(env, &devices);
  for (int index = 0; index < TF_DeviceListCount(list.get()); ++index) {
    const char* name = TF_DeviceListName(list.get(), index, status.get());
    if (failed()) return nullptr;
    const char* type = TF_DeviceListType(list.get(), index, status.get());
    if (failed()) return nullptr;
    napi_value device;
    napi_create_object(env, &device);
    napi_set_named_property(env, device, "name", Text(env, name));
    napi_set_named_property(env, device, "type", Text(env, type));
    napi_set_element(env, devices, index, device);
  }
  return devices;
}

NAPI_MODULE_INIT() {
  napi_value function;
  napi_create_function(env, "listDevices", NAPI_AUTO_LENGTH, ListDevices, nullptr, &function);
  napi_set_named_property(env, exports, "listDevices", function);
  return exports;
}
